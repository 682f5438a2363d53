import { defineMigration, makeTables } from './define-migration.ts';
import { key, longText, optional, text, whole } from './table-description.ts';

/** The outbox: a row for each message that takes a letter to somebody. */
export const DeliveryTables1783200000000 = defineMigration('DeliveryTables1783200000000', {
  reports: makeTables([
    {
      name: 'delivery',
      columns: {
        id: key(text(40)),
        letter_id: text(40),
        run_id: text(40),
        recipients: longText,
        message_id: text(320),
        state: text(20),
        attempts: whole,
        created_at: text(30),
        due_at: text(30),
        sending_at: optional(text(30)),
        doubt_at: optional(text(30)),
        via: optional(text(10)),
        sent_at: optional(text(30)),
        reply: optional(longText),
        log: longText,
        lease_holder: optional(text(80)),
        lease_until: optional(text(30)),
      },
      indexes: {
        delivery_due: ['state', 'due_at', 'id'],
        delivery_run: ['run_id', 'state', 'id'],
        delivery_letter: ['letter_id'],
      },
    },
  ]),
});
