import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Delivery } from '../../schema/reports/delivery.entity.ts';
import type { DeliveryFilter } from '../../schema/reports/delivery-filter.input.ts';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { DeliveryVerdict } from '../../schema/reports/delivery-verdict.enum.ts';
import type { PageRequest } from '../common/pagination.ts';

/** One page of messages, the oldest first; one row more where another page follows. */
export function findDeliveries(
  database: DataSource,
  filter: DeliveryFilter,
  page: PageRequest,
): Promise<Delivery[]> {
  const query = selectDeliveries(database, filter)
    .orderBy('d.createdAt')
    .addOrderBy('d.id')
    .limit(page.first + 1);
  if (page.after) {
    const [createdAt, id] = page.after;
    query.andWhere('(d.createdAt > :createdAt OR (d.createdAt = :createdAt AND d.id > :id))', {
      createdAt,
      id,
    });
  }
  return query.getMany();
}

/** How many messages fit a filter. */
export function countDeliveries(database: DataSource, filter: DeliveryFilter): Promise<number> {
  return selectDeliveries(database, filter).getCount();
}

/** A person's word on a message, for the record. */
export interface DeliveryJudgement {
  readonly verdict: DeliveryVerdict;
  readonly by: string;
  readonly now: Date;
  readonly reason?: string | undefined;
}

/** From which states a message may be judged so. */
const judged: Readonly<Record<DeliveryVerdict, readonly DeliveryState[]>> = {
  SENT: [DeliveryState.IN_DOUBT],
  AGAIN: [DeliveryState.IN_DOUBT, DeliveryState.FAILED, DeliveryState.CANCELLED],
};

/**
 * Settles a message by a person's word: it was sent, or is to be sent again.
 *
 * @returns the message, and whether it was in a state in which that can be said. Null: there is none.
 */
export async function settleDelivery(
  database: DataSource,
  id: string,
  { verdict, by, now, reason }: DeliveryJudgement,
): Promise<{ delivery: Delivery; isSettled: boolean } | null> {
  const at = now.toISOString();
  const isSent = verdict === DeliveryVerdict.SENT;
  const state = isSent ? DeliveryState.SENT : DeliveryState.WAITING;
  const reply = reason ?? (isSent ? `${by} says that it was sent` : `${by} has it sent again`);
  const { affected } = await database
    .createQueryBuilder()
    .update(Delivery)
    .set({
      state,
      reply,
      log: () => 'log || :line',
      ...(isSent ? { sentAt: at } : { dueAt: at, doubtAt: null }),
    })
    .where('id = :id AND state IN (:...states)', { id, states: judged[verdict] })
    .setParameter('line', `${JSON.stringify({ at, state, by, why: reply })}\n`)
    .execute();
  const delivery = await database.getRepository(Delivery).findOneBy({ id });
  return delivery === null ? null : { delivery, isSettled: affected === 1 };
}

function selectDeliveries(
  database: DataSource,
  { run, letter, states }: DeliveryFilter,
): SelectQueryBuilder<Delivery> {
  const query = database.getRepository(Delivery).createQueryBuilder('d').where('1 = 1');
  if (run != null) query.andWhere('d.runId = :run', { run });
  if (letter != null) query.andWhere('d.letterId = :letter', { letter });
  if (states != null) {
    // `IN ()` is no SQL: an empty list fits nothing.
    query.andWhere('d.state IN (:...states)', { states: states.length === 0 ? [''] : states });
  }
  return query;
}
