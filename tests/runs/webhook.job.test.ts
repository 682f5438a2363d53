import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertRun } from '../../src/database/runs/start-run.ts';
import { insertEvents } from '../../src/database/runs/webhook-events.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { createWebhookJob, signEvent } from '../../src/runs/webhook.job.ts';
import { WebhookEvent } from '../../src/schema/reports/webhook-event.entity.ts';
import { openTestDatabase } from '../open-test-database.ts';

const logger = { error: () => {}, warn: () => {}, info: () => {} };
const secret = 'a secret of the house';
const start = Date.parse('2026-07-01T12:00:00Z');

interface Heard {
  headers: IncomingHttpHeaders;
  body: string;
}

let database: DataSource;
let heard: Heard[];
let statuses: number[];
let now: number;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    heard.push({ headers: request.headers, body });
    response.writeHead(statuses.shift() ?? 200).end();
  });
});

beforeEach(async () => {
  [heard, statuses, now] = [[], [], start];
  database = await openTestDatabase();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const at = new Date(now).toISOString();
  await inWriteTransaction(database, async ({ reports }) => {
    const wanted = { report: 'annual-letter', yearEnding: 2020, councils: null };
    const run = await insertRun(reports, { ...wanted, by: 'user alice', at });
    await insertEvents(reports, 'run.issued', run, [`http://127.0.0.1:${port}/`], at);
  });
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await database.destroy();
});

describe('the job of webhooks', () => {
  it('tells again what was not taken, with the same key and bytes, until it is taken once', async () => {
    statuses = [500];
    const settings = { webhookSecret: secret };
    const clock = () => new Date(now);
    const job = createWebhookJob({ database, settings, holder: 'a', logger, now: clock });
    const { signal } = new AbortController();
    expect(await job.work(signal)).toBe(true);
    expect(await job.work(signal)).toBe(false);
    now += 5000;
    expect(await job.work(signal)).toBe(true);
    now += 86_400_000;
    expect(await job.work(signal)).toBe(false);

    expect(heard).toHaveLength(2);
    expect(heard[1]?.body).toBe(heard[0]?.body);
    expect(heard[1]?.headers['idempotency-key']).toBe(heard[0]?.headers['idempotency-key']);
    expect(heard[1]?.headers['redress-signature']).toBe(
      signEvent(secret, start / 1000 + 5, heard[1]?.body ?? ''),
    );
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({
      kind: 'run.issued',
      run: { report: 'annual-letter', yearEnding: 2020 },
    });
    expect(await database.getRepository(WebhookEvent).find()).toMatchObject([
      {
        attempts: 2,
        nextAt: null,
        failure: null,
        deliveredAt: new Date(start + 5000).toISOString(),
      },
    ]);
  });
});
