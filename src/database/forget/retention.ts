import type { DataSource, QueryRunner } from 'typeorm';
import { forgottenText } from '../../schema/recommendations/forgotten-remedy.entity.ts';
import type { SqlValue } from '../sql.ts';

/** A decision whose personal remedies still have their words. */
export interface KeptRemedies {
  /** Reference of the decision. */
  reference: string;
  /** How many they are. */
  remedies: number;
  /** Day from which their words are to be removed. Null while a recommendation of the decision is not settled. */
  dueOn: string | null;
}

/**
 * Decisions whose personal remedies still have their words, first due first. Words are due so many years after the last
 * recommendation of the decision was settled.
 *
 * @param reference Only this decision. Default: all that are due by `today`.
 * @param today `2026-11-25`.
 */
export async function findKeptRemedies(
  database: DataSource | QueryRunner,
  { years, today, reference }: { years: number; today: string; reference?: string },
): Promise<KeptRemedies[]> {
  const values: SqlValue[] = ['PERSONAL_REMEDY', forgottenText];
  if (reference !== undefined) values.push(reference);
  const rows: { reference: string; remedies: number; open: number; settled: string | null }[] =
    await database.query(
      `SELECT decision_reference AS reference,
         SUM(CASE WHEN kind = ? AND text <> ? THEN 1 ELSE 0 END) AS remedies,
         SUM(CASE WHEN settled_on IS NULL THEN 1 ELSE 0 END) AS open,
         MAX(settled_on) AS settled
       FROM recommendation ${reference === undefined ? '' : 'WHERE decision_reference = ?'}
       GROUP BY decision_reference
       ORDER BY settled, reference`,
      values,
    );
  return rows
    .filter(({ remedies }) => Number(remedies) > 0)
    .map((row) => ({
      reference: row.reference,
      remedies: Number(row.remedies),
      dueOn: Number(row.open) > 0 || row.settled === null ? null : addYears(row.settled, years),
    }))
    .filter(({ dueOn }) => reference !== undefined || (dueOn !== null && dueOn <= today));
}

/** The same day so many years later; 29 February becomes 1 March where there is none. */
function addYears(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}
