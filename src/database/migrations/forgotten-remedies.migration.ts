import { defineMigration, makeTables } from './define-migration.ts';
import { key, text, whole } from './table-description.ts';

/** Which personal remedies had their words removed. */
export const ForgottenRemedies1782500000000 = defineMigration('ForgottenRemedies1782500000000', {
  recommendations: makeTables([
    {
      name: 'forgotten_remedy',
      columns: {
        decision_reference: key(text(12)),
        forgotten_at: text(30),
        forgotten_by: text(200),
        remedies: whole,
        due_on: text(10),
      },
    },
  ]),
});
