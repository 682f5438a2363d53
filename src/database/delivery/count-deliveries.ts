import type { DataSource } from 'typeorm';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { keyCondition } from '../sql.ts';

/** How many messages of a run are in each state. */
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** How far the sending of some runs has come. One statement. Runs without messages are left out. */
export async function countDeliveries(
  database: DataSource,
  runIds: readonly string[],
): Promise<Map<string, DeliveryCounts>> {
  const counts = new Map<string, Record<DeliveryState, number>>();
  if (runIds.length === 0) return counts;
  const rows = await database.query<{ run_id: string; state: DeliveryState; count: unknown }[]>(
    `SELECT run_id, state, COUNT(*) AS count FROM delivery WHERE ${keyCondition(['run_id'], runIds.length)} GROUP BY run_id, state`,
    [...runIds],
  );
  for (const { run_id, state, count } of rows) {
    const ofRun = counts.get(run_id) ?? none();
    ofRun[state] = Number(count);
    counts.set(run_id, ofRun);
  }
  return counts;
}

function none(): Record<DeliveryState, number> {
  return {
    [DeliveryState.WAITING]: 0,
    [DeliveryState.SENDING]: 0,
    [DeliveryState.SENT]: 0,
    [DeliveryState.WRITTEN]: 0,
    [DeliveryState.FAILED]: 0,
    [DeliveryState.IN_DOUBT]: 0,
    [DeliveryState.CANCELLED]: 0,
  };
}
