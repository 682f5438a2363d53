import { type CouncilType, councilTypes } from '../../schema/common/council-type.enum.ts';
import { TableWriter } from '../table-writer.ts';
import type { NumberedRow } from './column.ts';
import { absentable, decimal, oneOf, optional, percent, text, yearEnding } from './columns.ts';
import { defineImport } from './define-import.ts';
import type { ImportContext, ImportWriter } from './import-definition.ts';

interface PublishedAverageRow {
  type: CouncilType;
  year_ending: number;
  uphold_pct: number | null;
  compliance_pct: number | null;
  satisfactory_remedy_pct: number | null;
  upheld_per_100k: number | null;
  source: string | null;
}

/** Averages of council types as they were printed. An empty cell was not printed. */
export const publishedAveragesImport = defineImport<PublishedAverageRow>({
  columns: {
    type: oneOf(councilTypes),
    year_ending: yearEnding,
    uphold_pct: optional(percent),
    compliance_pct: optional(percent),
    satisfactory_remedy_pct: optional(percent),
    upheld_per_100k: optional(decimal(0, 100_000)),
    source: absentable(optional(text(1000))),
  },
  key: { column: 'year_ending', of: (row) => `${row.type} ${row.year_ending}` },
  open: (context) => AverageWriter.open(context),
});

const averageShape = {
  table: 'published_average',
  key: ['type', 'year_ending'],
  columns: ['uphold_percent', 'satisfactory_remedy_percent', 'upheld_per_100k', 'source_note'],
};

const complianceShape = {
  table: 'published_compliance_average',
  key: ['type', 'year_ending'],
  columns: ['percent'],
};

class AverageWriter implements ImportWriter<PublishedAverageRow> {
  private constructor(
    readonly context: ImportContext,
    readonly averages: TableWriter,
    readonly compliance: TableWriter,
  ) {}

  static async open(context: ImportContext): Promise<AverageWriter> {
    return new AverageWriter(
      context,
      await TableWriter.open(context.runners.decisions, averageShape),
      await TableWriter.open(context.runners.recommendations, complianceShape),
    );
  }

  async write(rows: readonly NumberedRow<PublishedAverageRow>[]): Promise<void> {
    for (const { row } of rows) {
      const key = { type: row.type, year_ending: row.year_ending };
      const average = await this.averages.write([
        {
          ...key,
          uphold_percent: row.uphold_pct,
          satisfactory_remedy_percent: row.satisfactory_remedy_pct,
          upheld_per_100k: row.upheld_per_100k,
          source_note: row.source,
        },
      ]);
      const compliance = await this.compliance.write([{ ...key, percent: row.compliance_pct }]);
      this.context.changes?.addAll(averageShape, average.changed);
      this.context.changes?.addAll(complianceShape, compliance.changed);
      const isNew = average.created.length > 0;
      const isSame = average.same > 0 && compliance.same > 0;
      this.context.tally[isNew ? 'created' : isSame ? 'same' : 'changed'] += 1;
    }
  }

  async finish(): Promise<void> {}
}
