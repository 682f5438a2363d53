import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { keyCondition } from '../sql.ts';
import { oneOf, optional, required } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Averages of council types as they were printed. */
export const publishedAveragesExport: ExportDefinition = {
  description: 'Averages of council types as the Ombudsman printed them.',
  columns: [
    oneOf('type', councilTypes, 'Type of council.'),
    required('year_ending', 'whole', 'The year ending 31 March.'),
    optional('uphold_pct', 'whole', 'Uphold rate, whole per cent. Empty: not printed.'),
    optional('compliance_pct', 'whole', 'Compliance rate, whole per cent. Empty: not printed.'),
    optional(
      'satisfactory_remedy_pct',
      'whole',
      'Satisfactory remedy rate, whole per cent. Empty: not printed.',
    ),
    optional('upheld_per_100k', 'decimal', 'Upheld for every 100,000 people. Empty: not printed.'),
    optional('source', 'text', 'Where the average was printed.'),
  ],
  primaryKey: ['type', 'year_ending'],
  personalData: null,
  owner: 'decisions',
  source: {
    select:
      'type, year_ending, uphold_percent AS uphold_pct, satisfactory_remedy_percent AS satisfactory_remedy_pct, upheld_per_100k, source_note AS source',
    from: 'published_average',
    key: ['type', 'year_ending'],
  },
  table: 'published_average',
  async toCells(rows, { recommendations }) {
    // Compliance belongs to another subgraph: read by its key, never joined.
    const compliance: { type: string; year_ending: number; percent: number | null }[] =
      await recommendations.query(
        `SELECT type, year_ending, percent FROM published_compliance_average WHERE ${keyCondition(['type', 'year_ending'], rows.length)}`,
        rows.flatMap((row) => [row.type, row.year_ending]),
      );
    const byKey = new Map(compliance.map((row) => [`${row.type}-${row.year_ending}`, row.percent]));
    return rows.map((row) => ({
      ...row,
      compliance_pct: byKey.get(`${row.type}-${row.year_ending}`) ?? null,
    }));
  },
};
