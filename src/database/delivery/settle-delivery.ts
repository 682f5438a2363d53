import type { QueryRunner } from 'typeorm';
import { Delivery } from '../../schema/reports/delivery.entity.ts';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { DeliveryVerdict } from '../../schema/reports/delivery-verdict.enum.ts';
import { keyCondition } from '../sql.ts';
import { changeDeliveries } from './change-deliveries.ts';

/** A person's word on a message, for the record. */
export interface DeliveryJudgement {
  readonly id: string;
  readonly verdict: DeliveryVerdict;
  readonly by: string;
  readonly now: Date;
  readonly reason: string | null;
}

/** From which states a message may be judged so. */
const judged: Readonly<Record<DeliveryVerdict, readonly DeliveryState[]>> = {
  SENT: [DeliveryState.IN_DOUBT],
  AGAIN: [DeliveryState.IN_DOUBT, DeliveryState.FAILED, DeliveryState.CANCELLED],
};

/**
 * Settles a message by a person's word, in the caller's transaction: it was sent, or is to be sent again.
 *
 * @returns the message, and whether it was in a state in which that can be said. Null: there is none.
 */
export async function settleDelivery(
  transaction: QueryRunner,
  { id, verdict, by, now, reason }: DeliveryJudgement,
): Promise<{ delivery: Delivery; isSettled: boolean } | null> {
  const at = now.toISOString();
  const isSent = verdict === DeliveryVerdict.SENT;
  const why = reason ?? (isSent ? `${by} says that it was sent` : `${by} has it sent again`);
  const states = judged[verdict];
  const changed = await changeDeliveries(
    transaction,
    { state: isSent ? DeliveryState.SENT : DeliveryState.WAITING, at: now, by, why },
    { reply: why, ...(isSent ? { sent_at: at } : { due_at: at, doubt_at: null }) },
    { sql: `id = ? AND ${keyCondition(['state'], states.length)}`, values: [id, ...states] },
  );
  const delivery = await transaction.manager.getRepository(Delivery).findOneBy({ id });
  return delivery === null ? null : { delivery, isSettled: changed === 1 };
}
