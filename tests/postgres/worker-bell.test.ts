import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { createWorkerBell, type WorkerBell } from '../../src/database/worker-bell.ts';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { runRedress } from '../cli/run-redress.ts';
import { issueLetters, readOutbox, someLetters } from '../delivery/issued-letters.ts';
import { createPostgres, type PostgresDatabase } from './create-postgres.ts';

let database: PostgresDatabase;
const bells: WorkerBell[] = [];
beforeEach(async () => {
  database = await createPostgres('migrated');
});
afterEach(async () => {
  for (const bell of bells.splice(0)) await bell.close();
  await database.drop();
});

function openBell(): WorkerBell {
  const bell = createWorkerBell(database.url);
  bells.push(bell);
  return bell;
}

it('is heard by a worker that listens with a bell of its own', async () => {
  const listener = openBell();
  const heard = new Promise<void>((resolve) => listener.listen(resolve));
  await openBell().ring();
  await heard;
});

it('is heard later by a worker that was not there yet', async () => {
  await openBell().ring();
  const listener = openBell();
  await new Promise<void>((resolve) => listener.listen(resolve));
});

it('keeps silent about a server that cannot be reached, for workers look themselves', async () => {
  const troubles: unknown[] = [];
  const url = new URL(database.url);
  url.port = '1';
  const bell = createWorkerBell(url.href, (error) => troubles.push(error));
  bells.push(bell);
  await bell.ring();
  expect(troubles.length).toBe(1);
  const listening = bell.listen(() => {});
  await bell.close();
  await listening;
  expect(troubles.length).toBe(2);
});

it('tells of an outage by message and code alone, not by the connection that was lost', async () => {
  const admin = await openDatabase({ url: database.url });
  const troubles: unknown[] = [];
  let onTrouble = () => {};
  const bell = createWorkerBell(database.url, (trouble) => {
    troubles.push(trouble);
    onTrouble();
  });
  bells.push(bell);
  await bell.listen(() => {});
  const lost = await admin.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'redress-bell' AND datname = current_database()`);
  // All of them: pg-boss that is stopped no longer hears of a connection that it is just losing, and nobody would.
  await new Promise<void>((resolve) => {
    onTrouble = () => {
      if (troubles.length >= lost.length) resolve();
    };
    onTrouble();
  });
  // A question that was just being asked is told of too, perhaps first, by a copy of its error.
  expect(troubles).toContainEqual({
    message: 'terminating connection due to administrator command',
    code: '57P01',
  });
  for (const trouble of troubles) {
    expect(Object.keys(trouble as object)).toEqual(['message', 'code']);
    expect(trouble).toMatchObject({ message: expect.stringMatching(/[Cc]onnection/) });
  }
  await admin.destroy();
});

it('is heard after all by a worker that could not listen when it started', async () => {
  const later = new URL(database.url);
  later.pathname += '_later';
  const troubles: unknown[] = [];
  const admin = await openDatabase({ url: database.url });
  const listener = createWorkerBell(
    later.href,
    (error) => {
      troubles.push(error);
      if (troubles.length === 1) void admin.query(`CREATE DATABASE ${later.pathname.slice(1)}`);
    },
    20,
  );
  await new Promise<void>((resolve) => {
    void listener.listen(resolve).then(async () => {
      const ringer = createWorkerBell(later.href);
      await ringer.ring();
      await ringer.close();
    });
  });
  await listener.close();
  await admin.query(`DROP DATABASE ${later.pathname.slice(1)} WITH (FORCE)`);
  await admin.destroy();
});

it('is rung by "redress delivery settle", so that what is sent again goes at once', async () => {
  const store = await openDatabase({ url: database.url });
  await issueLetters(store, someLetters(1));
  const [message] = await readOutbox(store);
  const id = message?.id ?? '';
  await store.getRepository(Delivery).update({ id }, { state: 'IN_DOUBT' });
  const listener = openBell();
  let isHeard = false;
  const heard = new Promise<void>((resolve) => {
    void listener.listen(() => {
      isHeard = true;
      resolve();
    });
  });
  expect(isHeard).toBe(false);
  const { code } = await runRedress(['delivery', 'settle', id, '--again'], '.', {
    DATABASE_URL: database.url,
  });
  expect(code).toBe(0);
  await heard;
  await store.destroy();
});
