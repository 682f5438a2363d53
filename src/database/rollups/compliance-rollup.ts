import type { QueryRunner } from 'typeorm';
import { keyCondition } from '../sql.ts';
import { CouncilYears } from './council-years.ts';

/**
 * Makes the compliance outcomes of some decisions again from their recommendations, and the counts of the council-years
 * this touches, in the caller's transaction.
 *
 * A decision has an outcome once all its recommendations are settled: not complied if any was not, late if any was
 * late, else on time; dated by the last of them.
 *
 * @returns the council-years whose counts were made again.
 */
export async function rebuildCompliance(
  runner: QueryRunner,
  references: readonly string[],
): Promise<CouncilYears> {
  const touched = new CouncilYears();
  for (let from = 0; from < references.length; from += referencesPerStatement) {
    const some = references.slice(from, from + referencesPerStatement);
    const condition = keyCondition(['decision_reference'], some.length);
    await collectYears(runner, condition, some, touched);
    await runner.query(`DELETE FROM compliance_outcome WHERE ${condition}`, some);
    await runner.query(settleTogether(condition), some);
    await collectYears(runner, condition, some, touched);
  }
  await rebuildComplianceRollups(runner, touched);
  return touched;
}

const referencesPerStatement = 1000;

async function collectYears(
  runner: QueryRunner,
  condition: string,
  references: string[],
  into: CouncilYears,
) {
  const rows: { gss_code: string; year_ending: number }[] = await runner.query(
    `SELECT DISTINCT gss_code, year_ending FROM compliance_outcome WHERE ${condition}`,
    references,
  );
  for (const row of rows) into.add(row.gss_code, row.year_ending);
}

function settleTogether(condition: string): string {
  return `
    INSERT INTO compliance_outcome (decision_reference, gss_code, council_type, settled_on, year_ending, outcome)
    SELECT decision_reference, gss_code, council_type, settled_on,
      CAST(SUBSTR(settled_on, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(settled_on, 6, 2) >= '04' THEN 1 ELSE 0 END,
      CASE WHEN missed > 0 THEN 'NOT_COMPLIED' WHEN late > 0 THEN 'LATE' ELSE 'ON_TIME' END
    FROM (
      SELECT decision_reference, MAX(gss_code) AS gss_code, MAX(council_type) AS council_type,
        MAX(settled_on) AS settled_on,
        SUM(CASE WHEN compliance = 'NOT_COMPLIED' THEN 1 ELSE 0 END) AS missed,
        SUM(CASE WHEN compliance = 'LATE' THEN 1 ELSE 0 END) AS late
      FROM recommendation WHERE ${condition}
      GROUP BY decision_reference
      HAVING COUNT(*) = COUNT(settled_on)
    ) AS settled`;
}

async function rebuildComplianceRollups(runner: QueryRunner, councilYears: CouncilYears) {
  for (const { size, parameters } of councilYears.chunks()) {
    const condition = keyCondition(['gss_code', 'year_ending'], size);
    await runner.query(`DELETE FROM compliance_rollup WHERE ${condition}`, parameters);
    await runner.query(countOutcomes(condition), parameters);
  }
}

function countOutcomes(condition: string): string {
  return `
    INSERT INTO compliance_rollup (gss_code, year_ending, council_type, on_time, late, not_complied)
    SELECT gss_code, year_ending, council_type,
      SUM(CASE WHEN outcome = 'ON_TIME' THEN 1 ELSE 0 END),
      SUM(CASE WHEN outcome = 'LATE' THEN 1 ELSE 0 END),
      SUM(CASE WHEN outcome = 'NOT_COMPLIED' THEN 1 ELSE 0 END)
    FROM compliance_outcome WHERE ${condition}
    GROUP BY gss_code, year_ending, council_type`;
}

/** The tables made of recommendations, each with the statement that fills it when it is empty. In this order. */
export function complianceTables(): readonly { table: string; fill: string }[] {
  return [
    { table: 'compliance_outcome', fill: settleTogether('decision_reference IS NOT NULL') },
    { table: 'compliance_rollup', fill: countOutcomes('year_ending IS NOT NULL') },
  ];
}
