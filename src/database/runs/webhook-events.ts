import type { QueryRunner } from 'typeorm';
import type { Run } from '../../schema/reports/run.entity.ts';
import { WebhookEvent } from '../../schema/reports/webhook-event.entity.ts';
import { randomId } from './start-run.ts';

/** What other tools are told of. */
export type EventKind = 'run.issued' | 'run.published';

/** Keeps what each address is to be told, in the transaction in which it becomes true. */
export async function insertEvents(
  runner: QueryRunner,
  kind: EventKind,
  run: Run,
  urls: readonly string[],
  at: string,
): Promise<void> {
  for (const url of urls) {
    const id = randomId();
    const { reportName, yearEnding, issuedAt, publishAt, publishedAt } = run;
    const told = { id: run.id, report: reportName, yearEnding, issuedAt, publishAt, publishedAt };
    await runner.manager.getRepository(WebhookEvent).insert({
      id,
      kind,
      runId: run.id,
      url,
      body: JSON.stringify({ id, kind, at, run: told }),
      createdAt: at,
      attempts: 0,
      nextAt: at,
      deliveredAt: null,
      failure: null,
      leaseHolder: null,
      leaseUntil: null,
    });
  }
}
