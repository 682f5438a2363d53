import { defineMigration } from './define-migration.ts';

const settledYear =
  "CAST(SUBSTR(settled_on, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(settled_on, 6, 2) > '03' THEN 1 ELSE 0 END";

const table = 'recommendation';
const inOrder = 'due_on, decision_reference, number';

/**
 * Recommendations of a council and kind by the day on which they are due, all of them and those settled in a year: a
 * page of them is a stretch of one of the indexes. The index by day of settlement had them in no such order. That day
 * is in the new one too, or PostgreSQL would look it up in the table to count a year.
 */
export const ImprovementsInOrder1783300000000 = defineMigration(
  'ImprovementsInOrder1783300000000',
  {
    recommendations: {
      async up(runner) {
        await runner.query(
          `CREATE INDEX recommendation_council_due ON ${table} (gss_code, kind, ${inOrder})`,
        );
        await runner.query(
          `CREATE INDEX recommendation_council_year_due ON ${table} (gss_code, kind, (${settledYear}), ${inOrder}, settled_on)`,
        );
        await runner.query('DROP INDEX recommendation_council_settled');
      },
      async down(runner) {
        await runner.query('DROP INDEX recommendation_council_due');
        await runner.query('DROP INDEX recommendation_council_year_due');
        await runner.query(
          `CREATE INDEX recommendation_council_settled ON ${table} (gss_code, kind, settled_on)`,
        );
      },
    },
  },
);
