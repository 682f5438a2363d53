import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorkerBell, type WorkerBell } from '../../src/database/worker-bell.ts';
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
  await bell.listen(() => {});
  expect(troubles.length).toBe(2);
});
