import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { type RunningWorker, startWorker } from '../../src/composition/start-worker.ts';
import { parseSettings, type Settings } from '../../src/config/settings.ts';
import { openMigratedDatabases } from '../../src/database/open-databases.ts';
import { testDatabaseType } from '../open-test-database.ts';
import { createPostgres } from '../postgres/create-postgres.ts';

const silent = { error() {}, warn() {}, info() {} };
/** No test waits so long: what is done before was done because somebody rang. */
const pollMs = 600_000;

let settings: Settings;
let server: Redress;
let others: Redress;
let worker: RunningWorker | undefined;
let drop: () => Promise<void>;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redress-woken-'));
  const postgres = testDatabaseType === 'postgres' ? await createPostgres('migrated') : undefined;
  drop = async () => {
    await postgres?.drop();
    await rm(folder, { recursive: true });
  };
  const databaseUrl = postgres?.url ?? `sqlite:${join(folder, 'redress.sqlite')}`;
  settings = { ...parseSettings({}), databaseUrl };
  server = await assemble();
  // With PostgreSQL the worker is put together anew, as in a process of its own: nothing but the database joins them.
  others = postgres === undefined ? server : await assemble();
});
afterEach(async () => {
  await worker?.close();
  await server.close();
  if (others !== server) await others.close();
  await drop();
});

async function assemble(): Promise<Redress> {
  const databases = await openMigratedDatabases(settings);
  return assembleRedress(databases, 'http://127.0.0.1', silent, settings);
}

/** Starts a run, and waits until the worker has looked its councils up: there are none. */
async function haveRunPlanned(yearEnding: number): Promise<void> {
  const order = { report: 'annual-letter', yearEnding, councils: null, by: 'user alice' };
  const { id } = await server.runs.startRun(order);
  for (;;) {
    const standing = (await server.runs.standings([id])).get(id);
    if (standing?.total === 0) return;
    await others.runs.nextChange();
  }
}

/** How often PostgreSQL was asked to wake workers; 0 as long as nothing is there to ask. */
async function countRings(): Promise<number> {
  const [found] = await server.database.query<{ there: string | null }[]>(
    "SELECT to_regclass('pgboss.job') AS there",
  );
  if (found?.there == null) return 0;
  const [rung] = await server.database.query<{ count: number }[]>(
    "SELECT COUNT(*) AS count FROM pgboss.job WHERE name = 'redress-work'",
  );
  return Number(rung?.count);
}

it('a worker that sleeps is woken by the run that somebody starts', async () => {
  worker = await startWorker(others, settings, silent, { pollMs });
  // The first may be found by the worker as it gets up; those after it, only by being told.
  for (const yearEnding of [2018, 2019, 2020]) await haveRunPlanned(yearEnding);
  if (testDatabaseType !== 'postgres') return;
  // On a busy machine it may have found them all before it lay down, and before there was a bell.
  while ((await countRings()) === 0) await haveRunPlanned(2020);
  expect(await countRings()).toBeGreaterThan(0);
});
