import { createHash } from 'node:crypto';
import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { yearEndingOf } from '../../schema/scalars/calendar-date.ts';
import { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { TableWriter } from '../table-writer.ts';
import { countWritten } from './change-examples.ts';
import type { NumberedRow, RowProblem } from './column.ts';
import { absentable, councilCode, date, oneOf, optional, text, whole, yesOrNo } from './columns.ts';
import { defineImport } from './define-import.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { kebabCase } from './kebab-case.ts';
import { readKnownCouncils, refuseUnknownCouncils } from './known-councils.ts';

interface CourseRow {
  title: string;
  audience: TrainingAudience;
  sector: string;
  held_on: string;
  place: string;
  gss_code: string | null;
  provider: string | null;
  delegates: number;
  sample: boolean;
}

/** Courses as they were held: a row for each time. The course itself is made of its title, audience and sector. */
export const coursesImport = defineImport<CourseRow>({
  columns: {
    title: text(120),
    audience: oneOf(Object.values(TrainingAudience)),
    sector: text(60),
    held_on: date,
    place: text(80),
    gss_code: optional(councilCode),
    provider: optional(text(160)),
    delegates: whole(0, 10_000),
    sample: absentable(yesOrNo),
  },
  key: { column: 'held_on', of: deliveryKey },
  check: checkCourse,
  open: (context) => CourseWriter.open(context),
});

function deliveryKey(row: CourseRow): string {
  const forWhom = row.gss_code ?? row.provider ?? 'open';
  return `${row.title}, ${row.sector}, ${row.audience}, ${row.held_on}, ${row.place}, ${forWhom}`;
}

function checkCourse(row: CourseRow, today: string): RowProblem<CourseRow>[] {
  if (row.held_on > today) {
    return [{ column: 'held_on', expected: `a date up to today (${today})`, got: row.held_on }];
  }
  if (row.gss_code === null || row.provider === null) return [];
  return [
    { column: 'provider', expected: 'nothing, since gss_code names a council', got: row.provider },
  ];
}

const courseShape = { table: 'course', key: ['id'], columns: ['title', 'audience', 'sector'] };

const deliveryShape = {
  table: 'course_delivery',
  key: ['id'],
  columns: [
    'course_id',
    'held_on',
    'year_ending',
    'place',
    'gss_code',
    'provider',
    'people',
    'sample',
  ],
};

class CourseWriter implements ImportWriter<CourseRow> {
  readonly #courses = new Set<string>();

  private constructor(
    readonly context: ImportContext,
    readonly councils: ReadonlyMap<string, CouncilType>,
    readonly courses: TableWriter,
    readonly deliveries: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<CourseWriter> {
    return new CourseWriter(
      context,
      await readKnownCouncils(context.runners.decisions),
      await TableWriter.open(context.runners.training, courseShape),
      await TableWriter.open(context.runners.training, deliveryShape),
    );
  }

  async check(rows: readonly NumberedRow<CourseRow>[]): Promise<void> {
    refuseUnknownCouncils(rows, this.councils, this.context.problems);
  }

  async write(rows: readonly NumberedRow<CourseRow>[]): Promise<void> {
    for (const { row } of rows) await this.#writeCourse(row);
    const written = await this.deliveries.write(
      rows.map(({ row }) => ({
        id: createHash('sha256').update(deliveryKey(row)).digest('hex').slice(0, 32),
        course_id: courseId(row),
        held_on: row.held_on,
        year_ending: yearEndingOf(row.held_on),
        place: row.place,
        gss_code: row.gss_code,
        provider: row.provider,
        people: row.delegates,
        sample: row.sample,
      })),
    );
    countWritten(this.context, deliveryShape, written);
  }

  async finish(): Promise<void> {}

  async #writeCourse(row: CourseRow) {
    const id = courseId(row);
    if (this.#courses.has(id)) return;
    this.#courses.add(id);
    await this.courses.write([
      { id, title: row.title, audience: row.audience, sector: row.sector },
    ]);
  }
}

function courseId(row: CourseRow): string {
  return kebabCase(`${row.title} ${row.audience} ${row.sector}`).slice(0, 200);
}
