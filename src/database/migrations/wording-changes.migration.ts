import { defineMigration, makeTables } from './define-migration.ts';
import { key, longText, optional, text, whole } from './table-description.ts';

/** Who changed editions and comments, and what they said before. */
export const WordingChanges1783100000000 = defineMigration('WordingChanges1783100000000', {
  reports: makeTables([
    {
      name: 'wording_change',
      columns: {
        year_ending: key(whole),
        gss_code: key(text(9)),
        number: key(whole),
        made_at: text(30),
        made_by: text(200),
        before_json: optional(longText),
        after_json: optional(longText),
      },
    },
  ]),
});
