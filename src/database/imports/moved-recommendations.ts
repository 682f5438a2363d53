import type { QueryRunner } from 'typeorm';
import { dialectOf } from '../dialect.ts';
import { rebuildCompliance } from '../rollups/compliance-rollup.ts';
import type { CouncilYears } from '../rollups/council-years.ts';
import type { SqlRow } from '../sql.ts';

/** Whether there is any recommendation: of a file that comes before them, no decision has one. */
export async function isAnyRecommendation(runner: QueryRunner): Promise<boolean> {
  const rows: unknown[] = await runner.query('SELECT 1 FROM recommendation LIMIT 1');
  return rows.length > 0;
}

/** Those of the decisions that have recommendations. */
export async function findDecisionsWithRecommendations(
  runner: QueryRunner,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  if (references.length === 0) return new Set();
  const { selectRows, rowsParameter } = dialectOf(runner);
  const rows: { decision_reference: string }[] = await runner.query(
    `SELECT DISTINCT decision_reference FROM recommendation
     WHERE decision_reference IN (${selectRows('recommendation', ['decision_reference'])})`,
    [
      rowsParameter(
        references.map((reference) => ({ decision_reference: reference })),
        ['decision_reference'],
      ),
    ],
  );
  return new Set(rows.map((row) => row.decision_reference));
}

/** Those of the decisions whose recommendations are still with another council. */
export async function findLeftBehind(
  runner: QueryRunner,
  decisions: readonly SqlRow[],
): Promise<SqlRow[]> {
  const { selectRows, rowsParameter } = dialectOf(runner);
  const rows: { decision_reference: string; gss_code: string }[] = await runner.query(
    `SELECT DISTINCT decision_reference, gss_code FROM recommendation
     WHERE decision_reference IN (${selectRows('recommendation', ['decision_reference'])})`,
    [
      rowsParameter(
        decisions.map(({ reference }) => ({ decision_reference: reference ?? null })),
        ['decision_reference'],
      ),
    ],
  );
  const councils = new Map(rows.map((row) => [row.decision_reference, row.gss_code]));
  return decisions.filter(({ reference, gss_code }) => {
    const council = councils.get(String(reference));
    return council !== undefined && council !== gss_code;
  });
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
