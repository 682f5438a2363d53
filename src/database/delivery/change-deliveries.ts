import { DataSource } from 'typeorm';
import type { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import type { SqlValue } from '../sql.ts';
import type { ClaimStore } from '../work-lease.ts';

/** A change of a delivery's state, as its log remembers it. */
export interface DeliveryChange {
  readonly state: DeliveryState;
  readonly at: Date;
  /** A worker, a person, or the archive. */
  readonly by: string;
  /** The mail server's words, or a reason. */
  readonly why?: string | undefined;
}

/** The line that a log gets for a change. */
export function logLine({ state, at, by, why }: DeliveryChange): string {
  return `${JSON.stringify({ at: at.toISOString(), state, by, why })}\n`;
}

/**
 * Changes the state of deliveries and adds a line to their logs, in one statement.
 *
 * @param set More columns with their values, as they are in SQL; `+1` counts up.
 * @param where Which deliveries, as SQL with its values.
 * @returns how many there were.
 */
export async function changeDeliveries(
  store: ClaimStore,
  change: DeliveryChange,
  set: Readonly<Record<string, SqlValue>>,
  where: { readonly sql: string; readonly values: readonly SqlValue[] },
): Promise<number> {
  const columns = Object.entries(set);
  const assignments = columns.map(([column, value]) =>
    value === '+1' ? `${column} = ${column} + 1` : `${column} = ?`,
  );
  const values = columns.map(([, value]) => value).filter((value) => value !== '+1');
  const runner = store instanceof DataSource ? store.createQueryRunner() : store;
  try {
    const { affected } = await runner.query(
      `UPDATE delivery SET state = ?, log = log || CAST(? AS text), ${assignments.join(', ')} WHERE ${where.sql}`,
      [change.state, logLine(change), ...values, ...where.values],
      true,
    );
    return affected ?? 0;
  } finally {
    if (runner !== store) await runner.release();
  }
}
