import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { insertRun } from '../../src/database/runs/start-run.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { createPublicationJob } from '../../src/runs/publication.job.ts';
import { Run } from '../../src/schema/reports/run.entity.ts';
import { WebhookEvent } from '../../src/schema/reports/webhook-event.entity.ts';

const moment = Date.parse('2026-07-22T09:00:00.000Z');
const { signal } = new AbortController();

let folder: string;
let database: DataSource;
let id: string;

async function open(): Promise<DataSource> {
  return openDatabase({ url: `sqlite:${join(folder, 'redress.sqlite')}` });
}

/** The job of a process that has just started, whose clock shows one time after another. */
function jobAt(...times: number[]) {
  const settings = { webhookUrls: ['https://example.org/hook'] };
  const now = () => new Date((times.length > 1 ? times.shift() : times[0]) ?? Number.NaN);
  return createPublicationJob({ database, settings, now });
}

async function read() {
  const run = await database.getRepository(Run).findOneByOrFail({ id });
  return {
    state: run.state,
    at: run.publishedAt,
    events: await database.getRepository(WebhookEvent).count(),
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-publication-'));
  database = await open();
  await migrateDatabase(database);
  const at = '2026-07-15T09:00:00.000Z';
  const wanted = { report: 'annual-letter', yearEnding: 2026, councils: null, by: 'alice', at };
  ({ id } = await inWriteTransaction(database, ({ reports }) => insertRun(reports, wanted)));
  await database.query("UPDATE run SET state = 'ISSUED', publish_at = ? WHERE id = ?", [
    new Date(moment).toISOString(),
    id,
  ]);
});
afterEach(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

const still = { state: 'ISSUED', at: null, events: 0 };
const done = { state: 'PUBLISHED', at: new Date(moment).toISOString(), events: 1 };

describe('the job of publications', () => {
  it.each([
    ['a day before', [moment - 86_400_000]],
    ['when its timer ends early by the clock', [moment - 2, moment - 1]],
  ])('records nothing %s', async (_, times) => {
    expect(await jobAt(...times).work(signal)).toBe(false);
    expect(await read()).toEqual(still);
  });

  it('waits for a moment that is near, and records it once', async () => {
    expect(await jobAt(moment - 2, moment).work(signal)).toBe(true);
    expect(await read()).toEqual(done);
    expect(await jobAt(moment + 1).work(signal)).toBe(false);
    expect(await read()).toEqual(done);
  });

  it('records at its first look what came due while no process was there, with the moment that was set', async () => {
    expect(await jobAt(moment - 5000).work(signal)).toBe(false);
    await database.destroy();
    database = await open();
    expect(await jobAt(moment + 3_600_000).work(signal)).toBe(true);
    expect(await read()).toEqual(done);
  });

  it('records nothing once it is told to stop', async () => {
    expect(await jobAt(moment - 2, moment).work(AbortSignal.abort())).toBe(false);
    expect(await read()).toEqual(still);
  });
});
