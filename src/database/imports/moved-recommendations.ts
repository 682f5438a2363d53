import type { QueryRunner } from 'typeorm';
import { rebuildCompliance } from '../rollups/compliance-rollup.ts';
import type { CouncilYears } from '../rollups/council-years.ts';
import { keyCondition } from '../sql.ts';
import type { SqlRow } from '../table-writer.ts';

/** Those of the decisions that have recommendations. */
export async function findDecisionsWithRecommendations(
  runner: QueryRunner,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  if (references.length === 0) return new Set();
  const rows: { decision_reference: string }[] = await runner.query(
    `SELECT DISTINCT decision_reference FROM recommendation
     WHERE ${keyCondition(['decision_reference'], references.length)}`,
    [...references],
  );
  return new Set(rows.map((row) => row.decision_reference));
}

/**
 * Takes recommendations along with decisions that were corrected to be about another council.
 *
 * @param decisions The decisions as they are now.
 * @returns the council-years whose compliance was counted again.
 */
export async function moveRecommendations(
  runner: QueryRunner,
  decisions: readonly SqlRow[],
): Promise<CouncilYears> {
  for (const decision of decisions) {
    await runner.query(
      'UPDATE recommendation SET gss_code = ?, council_type = ? WHERE decision_reference = ?',
      [decision.gss_code, decision.council_type, decision.reference],
    );
  }
  return rebuildCompliance(
    runner,
    decisions.map((decision) => String(decision.reference)),
  );
}
