import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { yearEndingOf } from '../../schema/scalars/calendar-date.ts';
import { TableWriter } from '../table-writer.ts';
import type { NumberedRow, RowProblem } from './column.ts';
import { absentable, councilCodes, date, text, whole, yesOrNo } from './columns.ts';
import { defineImport } from './define-import.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { quote } from './import-error.ts';
import { kebabCase } from './kebab-case.ts';
import { readKnownCouncils } from './known-councils.ts';

interface SeminarRow {
  series: string;
  held_on: string;
  place: string;
  delegates: number;
  gss_codes: string[];
  sample: boolean;
}

/** Seminars with the authorities that sent someone. */
export const seminarsImport = defineImport<SeminarRow>({
  columns: {
    series: text(60),
    held_on: date,
    place: text(40),
    delegates: whole(0, 10_000),
    gss_codes: councilCodes,
    sample: absentable(yesOrNo),
  },
  key: { column: 'held_on', of: seminarId },
  check: checkSeminar,
  open: (context) => SeminarWriter.open(context),
});

function checkSeminar(row: SeminarRow, today: string): RowProblem<SeminarRow>[] {
  if (row.held_on > today) {
    return [{ column: 'held_on', expected: `a date up to today (${today})`, got: row.held_on }];
  }
  if (row.gss_codes.length <= row.delegates) return [];
  return [
    {
      column: 'delegates',
      expected: `at least one for each authority (${row.gss_codes.length})`,
      got: String(row.delegates),
    },
  ];
}

function seminarId(row: SeminarRow): string {
  return `${kebabCase(row.series)}-${row.held_on}-${kebabCase(row.place)}`;
}

const seminarShape = {
  table: 'seminar',
  key: ['id'],
  columns: ['series', 'held_on', 'year_ending', 'place', 'delegates', 'sample'],
};

class SeminarWriter implements ImportWriter<SeminarRow> {
  private constructor(
    readonly context: ImportContext,
    readonly councils: ReadonlyMap<string, CouncilType>,
    readonly seminars: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<SeminarWriter> {
    const councils = await readKnownCouncils(context.runners.decisions);
    return new SeminarWriter(
      context,
      councils,
      await TableWriter.open(context.runners.training, seminarShape),
    );
  }

  async check(rows: readonly NumberedRow<SeminarRow>[]): Promise<void> {
    for (const { line, row } of rows) {
      for (const code of row.gss_codes.filter((candidate) => !this.councils.has(candidate))) {
        this.context.problems.add({
          line,
          column: 'gss_codes',
          expected: 'the codes of councils that were imported before',
          got: quote(code),
        });
      }
    }
  }

  async write(rows: readonly NumberedRow<SeminarRow>[]): Promise<void> {
    for (const { row } of rows) {
      const id = seminarId(row);
      const written = await this.seminars.write([
        {
          id,
          series: row.series,
          held_on: row.held_on,
          year_ending: yearEndingOf(row.held_on),
          place: row.place,
          delegates: row.delegates,
          sample: row.sample,
        },
      ]);
      this.context.changes?.addAll(seminarShape, written.changed);
      const isSameList = await this.#writeAttendance(id, row.gss_codes);
      const isNew = written.created.length > 0;
      const isSame = written.same > 0 && isSameList;
      this.context.tally[isNew ? 'created' : isSame ? 'same' : 'changed'] += 1;
    }
  }

  async finish(): Promise<void> {}

  /** @returns whether the same authorities were there already. */
  async #writeAttendance(id: string, codes: readonly string[]): Promise<boolean> {
    const runner = this.context.runners.training;
    const before: { gss_code: string }[] = await runner.query(
      'SELECT gss_code FROM seminar_attendance WHERE seminar_id = ?',
      [id],
    );
    const known = new Set(before.map((row) => row.gss_code));
    if (known.size === codes.length && codes.every((code) => known.has(code))) return true;
    await runner.query('DELETE FROM seminar_attendance WHERE seminar_id = ?', [id]);
    for (const code of codes) {
      await runner.query('INSERT INTO seminar_attendance (seminar_id, gss_code) VALUES (?, ?)', [
        id,
        code,
      ]);
    }
    return false;
  }
}
