import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { isSpread } from '../databases.ts';
import { logDecisionChanges } from '../history/correction-log.ts';
import { rebuildCouncilFigures } from '../rollups/council-figures.ts';
import { CouncilYears } from '../rollups/council-years.ts';
import { rebuildDecisionRollups, refillDecisionRollups } from '../rollups/decision-rollup.ts';
import type { SqlRow } from '../sql.ts';
import { TableWriter } from '../table-writer.ts';
import { countWritten } from './change-examples.ts';
import type { NumberedRow } from './column.ts';
import { CouncilLives } from './council-lives.ts';
import { type DecisionRow, decisionSqlRow } from './decision-row.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { readKnownCouncils, refuseUnknownCouncils } from './known-councils.ts';
import {
  findDecisionsWithRecommendations,
  findLeftBehind,
  isAnyRecommendation,
  moveRecommendations,
} from './moved-recommendations.ts';

const decisionShape = {
  table: 'decision',
  key: ['reference'],
  columns: [
    'gss_code',
    'council_type',
    'received_on',
    'decided_on',
    'received_year',
    'decided_year',
    'subject',
    'category',
    'subcategory',
    'outcome',
    'satisfactory_remedy',
    'public_report',
    'public_report_url',
    'summary',
    'sample',
  ],
};

/** Writes decisions, and whatever is counted from them. */
export class DecisionWriter implements ImportWriter<DecisionRow> {
  readonly #touched = new CouncilYears();
  readonly #moved: SqlRow[] = [];

  private constructor(
    readonly context: ImportContext,
    readonly councils: ReadonlyMap<string, CouncilType>,
    readonly lives: CouncilLives,
    readonly table: TableWriter,
    readonly hasRecommendations: boolean,
  ) {}

  static async open(context: ImportContext): Promise<DecisionWriter> {
    const councils = await readKnownCouncils(context.runners.decisions);
    const lives = await CouncilLives.read(context.runners);
    const table = await TableWriter.openForMany(context.runners.decisions, decisionShape);
    const hasRecommendations = await isAnyRecommendation(context.runners.recommendations);
    return new DecisionWriter(context, councils, lives, table, hasRecommendations);
  }

  async check(rows: readonly NumberedRow<DecisionRow>[]): Promise<void> {
    refuseUnknownCouncils(rows, this.councils, this.context.problems);
    this.lives.refuse(
      rows,
      ({ decided_on, received_on }) => decided_on ?? received_on,
      this.context.problems,
    );
    if (!this.hasRecommendations) return;
    const notUpheld = rows.filter(({ row }) => row.outcome !== 'UPHELD');
    const bound = await findDecisionsWithRecommendations(
      this.context.runners.recommendations,
      notUpheld.map(({ row }) => row.reference),
    );
    for (const { line, row } of notUpheld) {
      if (!bound.has(row.reference)) continue;
      this.context.problems.add({
        line,
        column: 'outcome',
        expected: 'UPHELD, since the decision has recommendations',
        got: row.outcome ?? 'nothing',
      });
    }
  }

  async write(rows: readonly NumberedRow<DecisionRow>[]): Promise<void> {
    const sqlRows = rows.flatMap(({ row }) => {
      const type = this.councils.get(row.gss_code);
      return type === undefined ? [] : [decisionSqlRow(row, type)];
    });
    const { created, changed, same } = await this.table.write(sqlRows, keepCouncilType);
    const lines = new Map(rows.map(({ line, row }) => [row.reference, line]));
    await logDecisionChanges(
      this.context.runners.decisions,
      changed.map(({ before, after }) => {
        const line = lines.get(String(after.reference)) ?? null;
        return { before, after, line, reason: null };
      }),
      this.context.origin,
    );
    for (const row of created) this.#touch(row);
    for (const { before, after } of changed) {
      this.#touch(before);
      this.#touch(after);
      if (before.gss_code !== after.gss_code) this.#moved.push(after);
    }
    if (same > 0 && isSpread(this.context.runners)) await this.#mend(sqlRows);
    countWritten(this.context, decisionShape, { created, changed, same });
  }

  async finish(): Promise<void> {
    const { runners } = this.context;
    await this.table.finish();
    if (this.table.wasEmpty) await refillDecisionRollups(runners.decisions);
    else await rebuildDecisionRollups(runners.decisions, this.#touched);
    this.#touched.addAll(await moveRecommendations(runners.recommendations, this.#moved));
    await rebuildCouncilFigures(runners, this.#touched);
  }

  /** Rows that stand here already may have been cut off before the other databases heard of them: they hear again. */
  async #mend(rows: readonly SqlRow[]) {
    const { recommendations } = this.context.runners;
    this.#moved.push(...(await findLeftBehind(recommendations, rows)));
    for (const row of rows) this.#touch(row);
  }

  #touch(row: SqlRow) {
    const code = String(row.gss_code);
    this.#touched.add(code, Number(row.received_year));
    this.#touched.add(code, row.decided_year == null ? null : Number(row.decided_year));
  }
}

/** A decision is averaged with the type its council had when it came in, whatever the council has become since. */
function keepCouncilType(before: SqlRow, after: SqlRow): void {
  if (before.gss_code === after.gss_code) after.council_type = before.council_type ?? null;
}
