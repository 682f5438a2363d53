import type { QueryRunner } from 'typeorm';
import { keyCondition } from '../sql.ts';
import type { CouncilYears } from './council-years.ts';

/**
 * Counts the decisions of some council-years again and writes the counts, and their sums by subject and by council type,
 * in the caller's transaction. Complaints count as received in the year of receipt, and by outcome in the year of
 * decision.
 */
export async function rebuildDecisionRollups(
  runner: QueryRunner,
  councilYears: CouncilYears,
): Promise<void> {
  for (const { size, parameters } of councilYears.chunks()) {
    const condition = keyCondition(['gss_code', 'year_ending'], size);
    await runner.query(`DELETE FROM decision_category_rollup WHERE ${condition}`, parameters);
    await runner.query(
      countDecisions(
        keyCondition(['gss_code', 'received_year'], size),
        keyCondition(['gss_code', 'decided_year'], size),
      ),
      [...parameters, ...parameters],
    );
    await runner.query(`DELETE FROM decision_rollup WHERE ${condition}`, parameters);
    await runner.query(sumBySubject(condition), parameters);
  }
  for (const year of councilYears.years()) {
    await runner.query('DELETE FROM decision_type_rollup WHERE year_ending = ?', [year]);
    await runner.query(sumByType('year_ending = ?'), [year]);
  }
}

/** Counts all decisions, in the caller's transaction: for when every one of them is new. */
export async function refillDecisionRollups(runner: QueryRunner): Promise<void> {
  for (const { table, fill } of decisionRollupTables()) {
    await runner.query(`DELETE FROM ${table}`);
    await runner.query(fill);
  }
}

/** The tables of counts of decisions, each with the statement that fills it when it is empty. In this order. */
export function decisionRollupTables(): readonly { table: string; fill: string }[] {
  return [
    {
      table: 'decision_category_rollup',
      fill: countDecisions('received_year IS NOT NULL', 'decided_year IS NOT NULL'),
    },
    { table: 'decision_rollup', fill: sumBySubject('year_ending IS NOT NULL') },
    { table: 'decision_type_rollup', fill: sumByType('year_ending IS NOT NULL') },
  ];
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
const sums = counts.map((column) => `SUM(${column})`).join(', ');
const isAnySample = 'MAX(CASE WHEN sample THEN 1 ELSE 0 END) = 1';

function sumBySubject(condition: string): string {
  return `
    INSERT INTO decision_rollup (gss_code, year_ending, council_type, subject, ${counts.join(', ')}, sample)
    SELECT gss_code, year_ending, council_type, subject, ${sums}, ${isAnySample}
    FROM decision_category_rollup WHERE ${condition}
    GROUP BY gss_code, year_ending, council_type, subject`;
}

/** Adds the counts of all councils of a type together. */
function sumByType(condition: string): string {
  return `
    INSERT INTO decision_type_rollup (year_ending, council_type, subject, ${counts.join(', ')}, sample)
    SELECT year_ending, council_type, subject, ${sums}, ${isAnySample}
    FROM decision_rollup WHERE ${condition}
    GROUP BY year_ending, council_type, subject`;
}

function countDecisions(isReceived: string, isDecided: string): string {
  const key = 'gss_code, year_ending, council_type, subject, category, subcategory';
  return `
    INSERT INTO decision_category_rollup (${key}, ${counts.join(', ')}, sample)
    SELECT ${key}, SUM(received), SUM(decided),
      ${countOutcome('INVALID_OR_INCOMPLETE')}, ${countOutcome('ADVICE_GIVEN')}, ${countOutcome('REFERRED_BACK')},
      ${countOutcome('CLOSED_AFTER_INITIAL_ENQUIRIES')}, ${countOutcome('NOT_UPHELD')}, ${countOutcome('UPHELD')},
      SUM(satisfactory_remedy), MAX(sample) = 1
    FROM (
      SELECT gss_code, received_year AS year_ending, council_type, subject, category,
        COALESCE(subcategory, '') AS subcategory, 1 AS received, 0 AS decided, NULL AS outcome,
        0 AS satisfactory_remedy, CASE WHEN sample THEN 1 ELSE 0 END AS sample
      FROM decision WHERE ${isReceived}
      UNION ALL
      SELECT gss_code, decided_year, council_type, subject, category, COALESCE(subcategory, ''), 0, 1, outcome,
        CASE WHEN satisfactory_remedy THEN 1 ELSE 0 END, CASE WHEN sample THEN 1 ELSE 0 END
      FROM decision WHERE ${isDecided}
    ) AS counted
    GROUP BY ${key}`;
}

function countOutcome(outcome: string): string {
  return `SUM(CASE WHEN outcome = '${outcome}' THEN 1 ELSE 0 END)`;
}
