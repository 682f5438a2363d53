import { defineMigration, makeTables } from './define-migration.ts';
import { flag, key, longText, optional, text, whole } from './table-description.ts';

/** Who froze and unfroze figures. */
export const FreezeLog1781200000000 = defineMigration('FreezeLog1781200000000', {
  decisions: makeTables([
    {
      name: 'figure_freeze',
      columns: {
        year_ending: key(whole),
        number: key(whole),
        frozen: flag,
        council_count: whole,
        council_codes: optional(longText),
        made_at: text(30),
        made_by: text(200),
      },
    },
  ]),
});
