import type { QueryRunner } from 'typeorm';
import { keyCondition } from '../sql.ts';
import type { CouncilYears } from './council-years.ts';

/**
 * Counts the decisions of some council-years again and writes the counts, and the sums by council type, in the caller's
 * transaction. Complaints count as received in the year of receipt, and by outcome in the year of decision.
 */
export async function rebuildDecisionRollups(
  runner: QueryRunner,
  councilYears: CouncilYears,
): Promise<void> {
  for (const { size, parameters } of councilYears.chunks()) {
    await runner.query(
      `DELETE FROM decision_rollup WHERE ${keyCondition(['gss_code', 'year_ending'], size)}`,
      parameters,
    );
    await runner.query(countDecisions(size), [...parameters, ...parameters]);
  }
  for (const year of councilYears.years()) await rebuildTypeRollups(runner, year);
}

/** Adds the counts of all councils of a type together again for one year. */
async function rebuildTypeRollups(runner: QueryRunner, yearEnding: number): Promise<void> {
  const sums = counts.map((column) => `SUM(${column})`).join(', ');
  await runner.query('DELETE FROM decision_type_rollup WHERE year_ending = ?', [yearEnding]);
  await runner.query(
    `INSERT INTO decision_type_rollup (year_ending, council_type, subject, ${counts.join(', ')}, sample)
     SELECT year_ending, council_type, subject, ${sums}, MAX(CASE WHEN sample THEN 1 ELSE 0 END) = 1
     FROM decision_rollup WHERE year_ending = ?
     GROUP BY year_ending, council_type, subject`,
    [yearEnding],
  );
}

const counts = [
  'received',
  'decided',
  'invalid_or_incomplete',
  'advice_given',
  'referred_back',
  'closed_after_initial_enquiries',
  'not_upheld',
  'upheld',
  'satisfactory_remedies',
];

function countDecisions(size: number): string {
  return `
    INSERT INTO decision_rollup (gss_code, year_ending, council_type, subject, ${counts.join(', ')}, sample)
    SELECT gss_code, year_ending, council_type, subject, SUM(received), SUM(decided),
      ${countOutcome('INVALID_OR_INCOMPLETE')}, ${countOutcome('ADVICE_GIVEN')}, ${countOutcome('REFERRED_BACK')},
      ${countOutcome('CLOSED_AFTER_INITIAL_ENQUIRIES')}, ${countOutcome('NOT_UPHELD')}, ${countOutcome('UPHELD')},
      SUM(satisfactory_remedy), MAX(sample) = 1
    FROM (
      SELECT gss_code, received_year AS year_ending, council_type, subject, 1 AS received, 0 AS decided,
        NULL AS outcome, 0 AS satisfactory_remedy, CASE WHEN sample THEN 1 ELSE 0 END AS sample
      FROM decision WHERE ${keyCondition(['gss_code', 'received_year'], size)}
      UNION ALL
      SELECT gss_code, decided_year, council_type, subject, 0, 1,
        outcome, CASE WHEN satisfactory_remedy THEN 1 ELSE 0 END, CASE WHEN sample THEN 1 ELSE 0 END
      FROM decision WHERE ${keyCondition(['gss_code', 'decided_year'], size)}
    ) AS counted
    GROUP BY gss_code, year_ending, council_type, subject`;
}

function countOutcome(outcome: string): string {
  return `SUM(CASE WHEN outcome = '${outcome}' THEN 1 ELSE 0 END)`;
}
