import type { Runners } from './databases.ts';
import type { ChangeOrigin } from './history/change-origin.ts';
import {
  logDecisionChanges,
  logRecommendationChanges,
  type RowChange,
} from './history/correction-log.ts';
import { rebuildCompliance } from './rollups/compliance-rollup.ts';
import { rebuildCouncilFigures } from './rollups/council-figures.ts';
import { CouncilYears } from './rollups/council-years.ts';
import { rebuildDecisionRollups } from './rollups/decision-rollup.ts';
import type { SqlRow } from './sql.ts';

/** What was taken out with a decision. */
export interface Withdrawal {
  /** The decision's reference: `19 007 429`. */
  reference: string;
  /** How many recommendations it had. */
  recommendations: number;
}

/**
 * Takes a decision out, and its recommendations with it: no figure counts them any more. What they said is kept in the
 * history, but for the words of personal remedies. In the caller's transaction.
 *
 * @param reference As it is stored: `19 007 429`.
 * @returns null when there is no such decision; nothing is done then.
 */
export async function withdrawDecision(
  runners: Runners,
  reference: string,
  reason: string,
  origin: ChangeOrigin,
): Promise<Withdrawal | null> {
  const [decision]: SqlRow[] = await runners.decisions.query(
    `SELECT reference, gss_code, council_type, received_on, decided_on, received_year, decided_year, subject, category,
       subcategory, outcome, satisfactory_remedy, public_report, public_report_url, summary, sample
     FROM decision WHERE reference = ?`,
    [reference],
  );
  if (decision === undefined) return null;
  const recommendations: SqlRow[] = await runners.recommendations.query(
    `SELECT decision_reference, number, gss_code, council_type, kind, remedy, text, due_on, settled_on, compliance, sample
     FROM recommendation WHERE decision_reference = ? ORDER BY number`,
    [reference],
  );
  const withdrawn = (row: SqlRow): RowChange => ({
    before: withBooleans(row),
    after: null,
    line: null,
    reason,
  });
  await logDecisionChanges(runners.decisions, [withdrawn(decision)], origin);
  await logRecommendationChanges(runners.recommendations, recommendations.map(withdrawn), origin);
  await runners.recommendations.query('DELETE FROM recommendation WHERE decision_reference = ?', [
    reference,
  ]);
  await runners.decisions.query('DELETE FROM decision WHERE reference = ?', [reference]);

  const touched = new CouncilYears();
  const code = String(decision.gss_code);
  touched.add(code, Number(decision.received_year));
  touched.add(code, decision.decided_year == null ? null : Number(decision.decided_year));
  await rebuildDecisionRollups(runners.decisions, touched);
  touched.addAll(await rebuildCompliance(runners.recommendations, [reference]));
  await rebuildCouncilFigures(runners, touched);
  return { reference, recommendations: recommendations.length };
}

const booleans = ['satisfactory_remedy', 'public_report', 'sample'];

/** SQLite gives booleans back as 0 and 1. */
function withBooleans(row: SqlRow): SqlRow {
  const known = booleans.filter((column) => column in row);
  return { ...row, ...Object.fromEntries(known.map((column) => [column, Boolean(row[column])])) };
}
