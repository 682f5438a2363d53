import type { Runners } from '../databases.ts';
import type { NumberedRow } from './column.ts';
import { type ProblemList, quote } from './import-error.ts';

interface Life {
  gss_code: string;
  start_date: string | null;
  end_date: string | null;
}

/** From when to when councils exist, and who comes after whom. Only those that began or ended are kept. */
export class CouncilLives {
  private constructor(
    readonly lives: ReadonlyMap<string, Life>,
    readonly successors: ReadonlyMap<string, readonly string[]>,
    readonly predecessors: ReadonlyMap<string, readonly string[]>,
  ) {}

  static async read(runners: Pick<Runners, 'decisions' | 'councils'>): Promise<CouncilLives> {
    const lives: Life[] = await runners.decisions.query(
      `SELECT gss_code, start_date, end_date FROM decision_council
       WHERE start_date IS NOT NULL OR end_date IS NOT NULL`,
    );
    const pairs: { predecessor_code: string; successor_code: string }[] =
      await runners.councils.query(
        'SELECT predecessor_code, successor_code FROM council_successor ORDER BY predecessor_code, successor_code',
      );
    const successors = new Map<string, string[]>();
    const predecessors = new Map<string, string[]>();
    for (const { predecessor_code, successor_code } of pairs) {
      successors.set(predecessor_code, [
        ...(successors.get(predecessor_code) ?? []),
        successor_code,
      ]);
      predecessors.set(successor_code, [
        ...(predecessors.get(successor_code) ?? []),
        predecessor_code,
      ]);
    }
    return new CouncilLives(
      new Map(lives.map((life) => [life.gss_code, life])),
      successors,
      predecessors,
    );
  }

  /** Adds a problem for every row whose council did not exist on the row's day. */
  refuse<Row extends { gss_code: string }>(
    rows: readonly NumberedRow<Row>[],
    dayOf: (row: Row) => string,
    problems: ProblemList,
  ): void {
    for (const { line, row } of rows) {
      const life = this.lives.get(row.gss_code);
      if (life === undefined) continue;
      const day = dayOf(row);
      const why = this.#absence(life, day);
      if (why === null) continue;
      problems.add({
        line,
        column: 'gss_code',
        expected: `a council that existed on ${day} (${why})`,
        got: quote(row.gss_code),
      });
    }
  }

  #absence({ gss_code, start_date, end_date }: Life, day: string): string | null {
    if (end_date !== null && day > end_date) {
      return `${gss_code} ended on ${end_date}${use('successor', this.successors.get(gss_code))}`;
    }
    if (start_date !== null && day < start_date) {
      return `${gss_code} began on ${start_date}${use('predecessor', this.predecessors.get(gss_code))}`;
    }
    return null;
  }
}

function use(whom: string, codes: readonly string[] | undefined): string {
  if (codes === undefined) return '';
  if (codes.length === 1) return `: use its ${whom} ${codes[0]}`;
  return `: use one of its ${whom}s ${codes.join(', ')}`;
}
