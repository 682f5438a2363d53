import { defineMigration } from './define-migration.ts';

/** Letters that a worker holds: a few hundred of all there are, of which its heartbeat says every ten seconds that they are still held. */
export const LetterLease1783500000000 = defineMigration('LetterLease1783500000000', {
  reports: {
    async up(runner) {
      await runner.query(
        'CREATE INDEX letter_lease ON letter (lease_holder) WHERE lease_holder IS NOT NULL',
      );
    },
    async down(runner) {
      await runner.query('DROP INDEX letter_lease');
    },
  },
});
