import { defineMigration, makeTables } from './define-migration.ts';
import { key, longText, optional, text, whole } from './table-description.ts';

const correction = {
  correction: key(whole),
  kind: text(20),
  made_at: text(30),
  made_by: text(200),
  file: optional(text(500)),
  line: optional(whole),
  reason: optional(longText),
  before_json: longText,
  after_json: optional(longText),
};

/** What decisions and recommendations said before they were corrected or withdrawn. */
export const HistoryTables1781000000000 = defineMigration('HistoryTables1781000000000', {
  decisions: makeTables([
    {
      name: 'decision_correction',
      columns: {
        reference: key(text(12)),
        ...correction,
        gss_code_before: text(9),
        gss_code_after: optional(text(9)),
      },
      indexes: {
        decision_correction_made: ['made_at', 'reference', 'correction'],
        decision_correction_before: ['gss_code_before', 'made_at'],
        decision_correction_after: ['gss_code_after', 'made_at'],
      },
    },
  ]),
  recommendations: makeTables([
    {
      name: 'recommendation_correction',
      columns: {
        decision_reference: key(text(12)),
        number: key(whole),
        ...correction,
      },
    },
  ]),
});
