import type { DataSource } from 'typeorm';
import { countDeliveries } from '../database/delivery/count-deliveries.ts';
import type { RunStanding } from '../resolvers/reports/run-desk.ts';

/** How many messages of a run are how far. */
export type MessageStanding = Pick<RunStanding, 'sent' | 'toSend' | 'sendingFailed' | 'inDoubt'>;

/** Messages of runs, by their identifiers, in the words of a run's progress. A dry run's files count as sent. */
export async function countMessages(
  database: DataSource,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, MessageStanding>> {
  const counts = await countDeliveries(database, runIds);
  return new Map(
    [...counts].map(([runId, count]) => [
      runId,
      {
        sent: count.SENT + count.WRITTEN,
        toSend: count.WAITING + count.SENDING,
        sendingFailed: count.FAILED,
        inDoubt: count.IN_DOUBT,
      },
    ]),
  );
}
