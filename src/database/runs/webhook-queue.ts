import { type DataSource, In } from 'typeorm';
import { WebhookEvent } from '../../schema/reports/webhook-event.entity.ts';
import { type Claimant, claimRows } from '../work-lease.ts';

/** Messages that are due, claimed. */
export async function claimEvents(
  database: DataSource,
  limit: number,
  claimant: Claimant,
): Promise<WebhookEvent[]> {
  const ids = await claimRows(
    database,
    {
      table: 'webhook_event',
      key: 'id',
      ready: 'next_at <= ?',
      parameters: [claimant.now.toISOString()],
      order: 'next_at, id',
      limit,
    },
    claimant,
  );
  if (ids.length === 0) return [];
  return database.getRepository(WebhookEvent).findBy({ id: In(ids) });
}

/** Records what came of telling. Null `nextAt`: it is not told again. */
export async function settleEvent(
  database: DataSource,
  event: WebhookEvent,
  result: Pick<WebhookEvent, 'deliveredAt' | 'nextAt' | 'failure'> & { holder: string },
): Promise<void> {
  const { holder, deliveredAt, nextAt, failure } = result;
  await database.getRepository(WebhookEvent).update(
    { id: event.id, leaseHolder: holder },
    {
      attempts: event.attempts + 1,
      deliveredAt,
      nextAt,
      failure,
      leaseHolder: null,
      leaseUntil: null,
    },
  );
}
