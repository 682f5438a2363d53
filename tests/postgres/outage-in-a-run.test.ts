import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { runWorker } from '../../src/runs/run-worker.ts';
import { createTestDelivery } from '../delivery/create-test-delivery.ts';
import { issueLetters, readOutbox, someLetters } from '../delivery/issued-letters.ts';
import { startMailServer } from '../delivery/mail-server.ts';
import { type Cluster, startCluster } from './cluster.ts';

let cluster: Cluster;
beforeAll(async () => {
  // As it is installed: what it says is committed is on the disk.
  cluster = await startCluster({});
});
afterAll(() => cluster?.stop());

it('a server that is killed in a run loses nothing, and letters go out within 5 s of its return', async () => {
  const database = await openDatabase({ url: cluster.url('postgres') });
  await migrateDatabase(database);
  await issueLetters(database, someLetters(60));
  const mails = await startMailServer();
  const delivery = createTestDelivery(database, {
    url: mails.url,
    settings: { REDRESS_MAIL_CONCURRENCY: '1' },
  });
  let notice = () => {};
  const noticed = new Promise<void>((resolve) => {
    notice = resolve;
  });
  const logger = { info() {}, warn() {}, error: () => notice() };
  const ended = new AbortController();
  const worker = { database, logger, holder: 'worker-1', pollMs: 200 };
  const working = runWorker({ ...worker, jobs: [delivery] }, ended.signal);
  await mails.untilTaken(15);
  const sentBefore = (await readOutbox(database)).filter(({ state }) => state === 'SENT');
  await cluster.kill();
  const takenThen = mails.taken.length;
  expect(takenThen).toBeLessThan(60);
  // It comes back as soon as the worker has met with its absence.
  await noticed;
  await cluster.start();
  const backAt = performance.now();
  // One that was taken when the server went has still to be written down: the second is surely new.
  await mails.untilTaken(Math.min(60, takenThen + 2));
  expect(performance.now() - backAt).toBeLessThan(5000);
  // Where the server went between writing down a claim and saying so, nobody knows of that letter: it is in doubt, and not sent.
  const isBegun = (state: string) => ['SENT', 'SENDING', 'IN_DOUBT'].includes(state);
  const countToCome = async () =>
    (await readOutbox(database)).filter(({ state }) => !isBegun(state)).length;
  await expect.poll(countToCome, { timeout: 50_000 }).toBe(0);
  ended.abort();
  await working;
  await delivery.close();
  const rows = await readOutbox(database);
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  for (const { id } of sentBefore) expect(states.get(id)).toBe('SENT');
  const taken = new Set(mails.taken.map(({ messageId }) => messageId));
  expect(mails.taken).toHaveLength(taken.size); // none twice
  expect(taken.size).toBeGreaterThanOrEqual(59);
  const unsent = rows.filter(({ state }) => state !== 'SENT');
  expect(unsent.length).toBeLessThanOrEqual(1);
  for (const { state } of unsent) expect(['SENDING', 'IN_DOUBT']).toContain(state);
  for (const { state, messageId } of rows) {
    if (state === 'SENT') expect(taken).toContain(messageId);
  }
  await mails.close();
  await database.destroy();
});

it('a server that says committed before it is so is refused at the start', async () => {
  const url = cluster.url('postgres');
  const admin = await openDatabase({ url });
  await admin.query('CREATE DATABASE hasty');
  await admin.query('ALTER DATABASE hasty SET synchronous_commit = off');
  await admin.destroy();
  await expect(openDatabase({ url: cluster.url('hasty') })).rejects.toThrow(
    'expected the setting synchronous_commit to be on, but got off',
  );
  const reader = await openDatabase({ url: cluster.url('hasty'), readOnly: true });
  await reader.destroy();
});
