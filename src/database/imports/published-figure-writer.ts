import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import { type Subject, subjects } from '../../schema/common/subject.enum.ts';
import { isSpread } from '../databases.ts';
import { rebuildCouncilFigures } from '../rollups/council-figures.ts';
import { CouncilYears } from '../rollups/council-years.ts';
import { TableWriter } from '../table-writer.ts';
import type { NumberedRow } from './column.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';
import { readKnownCouncils, refuseUnknownCouncils } from './known-councils.ts';

/** A row of a published-figures file, parsed. Null where a part was not printed. */
export interface PublishedFigureRow
  extends Record<`received_${Lowercase<Subject>}`, number | null> {
  gss_code: string;
  year_ending: number;
  received: number | null;
  decided: number | null;
  invalid_or_incomplete: number | null;
  advice_given: number | null;
  referred_back: number | null;
  closed_after_initial_enquiries: number | null;
  investigated: number | null;
  not_upheld: number | null;
  upheld: number | null;
  uphold_pct: number | null;
  compliance_outcomes: number | null;
  compliance_pct: number | null;
  satisfactory_remedies: number | null;
  satisfactory_remedy_pct: number | null;
  upheld_per_100k: number | null;
  source: string | null;
}

const figureShape = {
  table: 'published_figure',
  key: ['gss_code', 'year_ending'],
  columns: [
    'received',
    'decided',
    'investigated',
    'invalid_or_incomplete',
    'advice_given',
    'referred_back',
    'closed_after_initial_enquiries',
    'not_upheld',
    'upheld',
    'uphold_percent',
    'satisfactory_remedies',
    'satisfactory_remedy_percent',
    'upheld_per_100k',
    'received_by_subject',
    'source_note',
  ],
};

const complianceShape = {
  table: 'published_compliance',
  key: ['gss_code', 'year_ending'],
  columns: ['outcomes', 'percent'],
};

/** Writes printed figures: one row for the decisions subgraph and one for recommendations. */
export class PublishedFigureWriter implements ImportWriter<PublishedFigureRow> {
  readonly #touched = new CouncilYears();

  private constructor(
    readonly context: ImportContext,
    readonly councils: ReadonlyMap<string, CouncilType>,
    readonly figures: TableWriter,
    readonly compliance: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<PublishedFigureWriter> {
    return new PublishedFigureWriter(
      context,
      await readKnownCouncils(context.runners.decisions),
      await TableWriter.open(context.runners.decisions, figureShape),
      await TableWriter.open(context.runners.recommendations, complianceShape),
    );
  }

  async check(rows: readonly NumberedRow<PublishedFigureRow>[]): Promise<void> {
    refuseUnknownCouncils(rows, this.councils, this.context.problems);
  }

  async write(rows: readonly NumberedRow<PublishedFigureRow>[]): Promise<void> {
    for (const { row } of rows) {
      const key = { gss_code: row.gss_code, year_ending: row.year_ending };
      const figure = await this.figures.write([{ ...key, ...figureColumns(row) }]);
      const compliance = await this.compliance.write([
        { ...key, outcomes: row.compliance_outcomes, percent: row.compliance_pct },
      ]);
      this.context.changes?.addAll(figureShape, figure.changed);
      this.context.changes?.addAll(complianceShape, compliance.changed);
      const isNew = figure.created.length > 0;
      const isSame = figure.same > 0 && compliance.same > 0;
      this.context.tally[isNew ? 'created' : isSame ? 'same' : 'changed'] += 1;
      // What stands here already may have been cut off before the councils' database heard of it.
      if (!isSame || isSpread(this.context.runners))
        this.#touched.add(row.gss_code, row.year_ending);
    }
  }

  async finish(): Promise<void> {
    await rebuildCouncilFigures(this.context.runners, this.#touched);
  }
}

function figureColumns(row: PublishedFigureRow) {
  return {
    received: row.received,
    decided: row.decided,
    investigated: row.investigated,
    invalid_or_incomplete: row.invalid_or_incomplete,
    advice_given: row.advice_given,
    referred_back: row.referred_back,
    closed_after_initial_enquiries: row.closed_after_initial_enquiries,
    not_upheld: row.not_upheld,
    upheld: row.upheld,
    uphold_percent: row.uphold_pct,
    satisfactory_remedies: row.satisfactory_remedies,
    satisfactory_remedy_percent: row.satisfactory_remedy_pct,
    upheld_per_100k: row.upheld_per_100k,
    received_by_subject: receivedBySubject(row),
    source_note: row.source,
  };
}

function receivedBySubject(row: PublishedFigureRow): string | null {
  const counts: [Subject, number][] = subjects.flatMap((subject) => {
    // Lowercase<Subject> is what toLowerCase gives for these names.
    const count = row[`received_${subject.toLowerCase() as Lowercase<Subject>}`];
    return count === null ? [] : [[subject, count]];
  });
  return counts.length === 0 ? null : JSON.stringify(Object.fromEntries(counts));
}
