import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { whyNoPostgres } from '../../scripts/postgres-programs.ts';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { countRunLetters } from '../../src/database/runs/run-counts.ts';
import { loadSample } from '../../src/database/sample/load-sample.ts';
import { type Cluster, startCluster } from '../../tests/postgres/cluster.ts';
import { type BenchRow, roughly } from '../bench.ts';

export const name =
  'Workers: letters rendered and stored on PostgreSQL by two worker processes, against one';

const silent = { error: () => {}, warn: () => {}, info: () => {} };
const years = [2016, 2017, 2018, 2019, 2020];
const rounds = 5;
const program = new URL('../../src/cli/redress.ts', import.meta.url).pathname;

/** Both are there all the time; for one, the other is stopped where it stands. What the server works is paid for by either. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const why = whyNoPostgres();
  if (why !== undefined) {
    process.stdout.write(`  Left out: ${why}.\n`);
    return { rows: [] };
  }
  const cluster = await startCluster({});
  const workers: ChildProcess[] = [];
  let redress: Redress | undefined;
  try {
    // As served: who starts a run rings for the workers.
    redress = assembleRedress(
      await openSample(cluster),
      'http://127.0.0.1:4000',
      silent,
      parseSettings({ DATABASE_URL: cluster.url('sample') }),
    );
    for (const _ of [1, 2]) workers.push(await startWorkerProcess(cluster.url('sample')));
    const [, second] = workers;
    const lettersASecond = async (count: 1 | 2) => {
      second?.kill(count === 2 ? 'SIGCONT' : 'SIGSTOP');
      return renderYears(redress as Redress);
    };
    await lettersASecond(2);
    const [one, two]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      for (const count of round % 2 === 0 ? ([1, 2] as const) : ([2, 1] as const)) {
        (count === 1 ? one : two).push(await lettersASecond(count));
      }
    }
    return {
      rows: [
        {
          what: `Letters of ${years.length} years, all councils, from startRun to stored`,
          against: 'one worker on two cores, beside the same PostgreSQL',
          ratio: median(two) / median(one),
          target: 1.6,
          detail: `${roughly(median(two))} letters a second (rounds ${describe(two)}) against ${roughly(median(one))} (rounds ${describe(one)})`,
        },
      ],
    };
  } finally {
    await Promise.all(workers.map(stop));
    await redress?.close();
    await cluster.stop();
  }
}

async function openSample(cluster: Cluster): Promise<DataSource> {
  const admin = await openDatabase({ url: cluster.url('postgres') });
  await admin.query('CREATE DATABASE sample');
  await admin.destroy();
  const database = await openDatabase({ url: cluster.url('sample') });
  await migrateDatabase(database);
  await loadSample(database);
  return database;
}

async function startWorkerProcess(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, 'worker'], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
      // As many workers as processors: see docs/deploy.md.
      REDRESS_LETTER_THREAD: process.env.REDRESS_LETTER_THREAD ?? 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('The worker is ready')) return child;
  }
  throw new Error('The worker ended before it was ready.');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Letters a second, from the start of a run a year to the last letter stored. */
async function renderYears({ runs, database }: Redress): Promise<number> {
  const begun = performance.now();
  const ids: string[] = [];
  for (const yearEnding of years) {
    const wanted = { report: 'annual-letter', yearEnding, councils: null, by: 'bench' };
    ids.push((await runs.startRun(wanted)).id);
  }
  for (;;) {
    const counts = [...(await countRunLetters(database, ids)).values()];
    const failed = counts.reduce((sum, each) => sum + each.failed, 0);
    if (failed > 0) throw new Error(`${failed} letters failed`);
    if (counts.every(({ total, rendered }) => total !== null && rendered === total)) {
      const letters = counts.reduce((sum, { rendered }) => sum + rendered, 0);
      return (letters * 1000) / (performance.now() - begun);
    }
    await pause(20);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function describe(values: readonly number[]): string {
  return `${roughly(Math.min(...values))} to ${roughly(Math.max(...values))}`;
}
