import type { QueryRunner } from 'typeorm';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { keyCondition } from '../sql.ts';
import { changeDeliveries } from './change-deliveries.ts';

/** Who has messages cancelled, when and why, for the record. */
export interface Cancellation {
  readonly by: string;
  readonly now: Date;
  readonly reason: string;
}

const lettersPerStatement = 500;

/**
 * Cancels the messages of letters that wait to be sent, in the caller's transaction. One that a worker has in hand is not
 * sent either: its last dot may go out only while the message is waiting.
 *
 * @returns how many there were.
 */
export async function cancelDeliveries(
  transaction: QueryRunner,
  letterIds: readonly string[],
  { by, now, reason }: Cancellation,
): Promise<number> {
  let cancelled = 0;
  for (let from = 0; from < letterIds.length; from += lettersPerStatement) {
    const some = letterIds.slice(from, from + lettersPerStatement);
    cancelled += await changeDeliveries(
      transaction,
      { state: DeliveryState.CANCELLED, at: now, by, why: reason },
      { reply: reason, lease_holder: null, lease_until: null },
      {
        sql: `state = ? AND ${keyCondition(['letter_id'], some.length)}`,
        values: [DeliveryState.WAITING, ...some],
      },
    );
  }
  return cancelled;
}
