import { z } from 'zod';
import { subjects } from '../../schema/common/subject.enum.ts';
import { keyCondition } from '../sql.ts';
import { councilColumn, optional, required } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

const bySubject = subjects.map((subject) => ({
  subject,
  column: `received_${subject.toLowerCase()}`,
}));

const receivedBySubject = z.record(z.string(), z.number());

const counts: readonly (readonly [string, string])[] = [
  ['received', 'Complaints received'],
  ['decided', 'Complaints decided'],
  ['invalid_or_incomplete', 'Decided as invalid or incomplete'],
  ['advice_given', 'Decided with advice given'],
  ['referred_back', 'Referred back to the council'],
  ['closed_after_initial_enquiries', 'Closed after initial enquiries'],
  ['investigated', 'Detailed investigations: upheld and not upheld'],
  ['not_upheld', 'Investigated and not upheld'],
  ['upheld', 'Investigated and upheld'],
];

const count = ([name, description]: readonly [string, string]) =>
  optional(name, 'whole', `${description}, as printed. Empty: not printed.`);

/** Figures of council-years as they were printed. */
export const publishedFiguresExport: ExportDefinition = {
  description: 'Figures of councils’ years as the Ombudsman printed them.',
  columns: [
    councilColumn,
    required('year_ending', 'whole', 'The year ending 31 March.'),
    ...counts.map(count),
    count(['uphold_pct', 'Uphold rate, whole per cent']),
    count(['compliance_outcomes', 'Compliance outcomes']),
    count(['compliance_pct', 'Compliance rate, whole per cent']),
    count(['satisfactory_remedies', 'Upheld with a satisfactory remedy offered before']),
    count(['satisfactory_remedy_pct', 'Satisfactory remedy rate, whole per cent']),
    optional('upheld_per_100k', 'decimal', 'Upheld for every 100,000 people. Empty: not printed.'),
    ...bySubject.map(({ subject, column }) => count([column, `Received: ${subject}`])),
    optional('source', 'text', 'Where the figures were printed.'),
  ],
  primaryKey: ['gss_code', 'year_ending'],
  personalData: null,
  owner: 'decisions',
  source: {
    select: `gss_code, year_ending, ${counts.map(([name]) => name).join(', ')}, uphold_percent AS uphold_pct, satisfactory_remedies, satisfactory_remedy_percent AS satisfactory_remedy_pct, upheld_per_100k, received_by_subject, source_note AS source`,
    from: 'published_figure',
    key: ['gss_code', 'year_ending'],
  },
  table: 'published_figure',
  async toCells(rows, { recommendations }) {
    const key = ['gss_code', 'year_ending'];
    // Compliance belongs to another subgraph: read by its key, never joined.
    const compliance: {
      gss_code: string;
      year_ending: number;
      outcomes: number | null;
      percent: number | null;
    }[] = await recommendations.query(
      `SELECT gss_code, year_ending, outcomes, percent FROM published_compliance WHERE ${keyCondition(key, rows.length)}`,
      rows.flatMap((row) => [row.gss_code, row.year_ending]),
    );
    const byKey = new Map(compliance.map((row) => [`${row.gss_code}-${row.year_ending}`, row]));
    return rows.map(({ received_by_subject, ...row }) => {
      const printed = byKey.get(`${row.gss_code}-${row.year_ending}`);
      const received =
        received_by_subject == null
          ? {}
          : receivedBySubject.parse(JSON.parse(String(received_by_subject)));
      return {
        ...row,
        ...Object.fromEntries(
          bySubject.map(({ subject, column }) => [column, received[subject] ?? null]),
        ),
        compliance_outcomes: printed?.outcomes ?? null,
        compliance_pct: printed?.percent ?? null,
      };
    });
  },
};
