import { subjects } from '../../schema/common/subject.enum.ts';
import { outcomes } from '../../schema/decisions/outcome.enum.ts';
import { councilColumn, oneOf, optional, required, sampleColumn } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Decisions and open cases. */
export const decisionsExport: ExportDefinition = {
  description: 'Complaints, decided or open. Complainants are never named.',
  columns: [
    required('reference', 'text', 'Reference: year received and serial, for example 19 007 429.'),
    councilColumn,
    required('received_on', 'date', 'Day of receipt.'),
    optional('decided_on', 'date', 'Day of the decision. Empty: the case is open.'),
    oneOf('subject', subjects, 'Subject under which letters count the complaint.'),
    required('category', 'text', 'Category of published decisions.'),
    optional('subcategory', 'text', 'Subcategory of published decisions.'),
    oneOf('outcome', outcomes, 'Outcome. Empty: the case is open.', false),
    required(
      'satisfactory_remedy',
      'boolean',
      'Whether the complaint was upheld and the council had already offered to put it right.',
    ),
    required(
      'public_report',
      'text',
      'Whether a public report was issued (true, false), or the address of the report.',
    ),
    optional('summary', 'text', 'Published summary, plain text.'),
    sampleColumn,
  ],
  primaryKey: ['reference'],
  personalData: null,
  owner: 'decisions',
  source: {
    select:
      'reference, gss_code, received_on, decided_on, subject, category, subcategory, outcome, satisfactory_remedy, public_report, public_report_url, summary, sample',
    from: 'decision',
    key: ['reference'],
  },
  table: 'decision',
  toCells: async (rows) =>
    rows.map((row) => ({
      ...row,
      public_report: row.public_report_url ?? Boolean(row.public_report),
    })),
};
