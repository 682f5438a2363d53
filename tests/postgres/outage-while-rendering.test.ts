import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import type { ReportEngine } from '../../src/reports/report-engine.ts';
import { createRenderJob } from '../../src/runs/render.job.ts';
import { runWorker } from '../../src/runs/run-worker.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';
import { LetterTransition } from '../../src/schema/reports/transition.type.ts';
import { openServer, type TestServer } from '../e2e/open-server.ts';
import { fillSmallOffice, yearEnding } from './cluster/small-office.ts';
import { type Cluster, startCluster } from './cluster.ts';

/** More than one batch of letters. */
const councils = 150;

let cluster: Cluster;
let codes: readonly string[];
let server: TestServer;
beforeAll(async () => {
  // As it is installed: what it says is committed is on the disk.
  cluster = await startCluster({});
  const databaseUrl = cluster.url('postgres');
  ({ codes } = await fillSmallOffice(databaseUrl, councils));
  const worker = { ...parseSettings({}).worker, embedded: false };
  server = await openServer({ databaseUrl, worker }, { sample: false });
});
afterAll(async () => {
  await server?.close();
  await cluster?.stop();
});

/** Resolves at the next call; tells when that was. */
function createSignal() {
  let waiting: ((at: number) => void)[] = [];
  return {
    tell: () => {
      for (const resolve of waiting) resolve(performance.now());
      waiting = [];
    },
    next: () => new Promise<number>((resolve) => waiting.push(resolve)),
  };
}

it('a server that is killed while letters are rendered loses none, and the run goes on within 5 s of each return', async () => {
  const failed = createSignal();
  const kept = createSignal();
  const allKilled = createSignal();
  /** It has written down that it has letters in hand again, or the councils of the run. */
  const goesOn = createSignal();
  const returns: Promise<number>[] = [];
  /** Kills the server and starts it again once a job of the worker has failed for it. */
  const killAndRestart = async () => {
    const noticed = failed.next();
    await cluster.kill();
    returns.push(
      noticed.then(async () => {
        await cluster.start();
        const back = performance.now();
        return (await goesOn.next()) - back;
      }),
    );
    if (returns.length === 3) allKilled.tell();
  };

  let lookUps = 0;
  const ask: TestServer['askForRuns'] = async (document, variables) => {
    lookUps += 1;
    if (lookUps === 1) await killAndRestart();
    return server.askForRuns(document, variables);
  };
  let batches = 0;
  const atFirstBatch: string[] = [];
  const engine: ReportEngine = {
    ...server.engine,
    async *sealInBatches(...words) {
      batches += 1;
      goesOn.tell();
      // Before the data is asked for.
      if (batches === 1) await killAndRestart();
      if (batches === 3) {
        const letters = await server.databases.reports.getRepository(Letter).find();
        for (const { id, sha256 } of letters) if (sha256 !== null) atFirstBatch.push(id + sha256);
      }
      for await (const batch of server.engine.sealInBatches(...words)) {
        // With letters made that are not kept yet.
        if (batches === 3) await killAndRestart();
        yield batch;
      }
    },
  };
  const { reports } = server.databases;
  const holder = 'worker-1';
  const troubles: string[] = [];
  const logger = {
    info() {},
    warn() {},
    error: (details: object) => {
      troubles.push('err' in details ? String(details.err) : 'nothing');
      failed.tell();
    },
  };
  const lastKill = allKilled.next();
  const { id } = await server.runs.startRun({
    report: 'annual-letter',
    yearEnding,
    councils: { codes: [...codes] },
    by: 'user starter',
  });
  const onChange = () => {
    kept.tell();
    goesOn.tell();
  };
  const job = createRenderJob({ database: reports, engine, openAsk: () => ask, holder, onChange });
  const ended = new AbortController();
  const working = runWorker(
    { database: reports, logger, holder, pollMs: 200, jobs: [job] },
    ended.signal,
  );
  await lastKill;
  const tookMs = await Promise.all(returns);
  for (;;) {
    const changed = kept.next();
    const standing = (await server.runs.standings([id])).get(id);
    if (standing?.rendered === councils) break;
    await changed;
  }
  ended.abort();
  await working;

  expect(Math.max(...tookMs)).toBeLessThan(5000);
  for (const trouble of troubles) expect(trouble).toMatch(/cannot reach its database|DATABASE_URL/);
  const letters = await reports.getRepository(Letter).findBy({ runId: id });
  expect(new Set(letters.map(({ councilCode }) => councilCode))).toEqual(new Set(codes));
  expect(letters).toHaveLength(councils);
  // Of so few letters a worker takes half at a time.
  expect(atFirstBatch).toHaveLength(councils / 2);
  expect(letters.map((letter) => `${letter.id}${letter.sha256}`)).toEqual(
    expect.arrayContaining(atFirstBatch),
  );
  expect(await reports.getRepository(LetterContent).count()).toBe(councils);
  const steps = await reports.getRepository(LetterTransition).find();
  expect(steps.filter(({ what }) => what === 'RENDERED')).toHaveLength(councils);
  expect(steps.filter(({ what }) => what === 'FAILED')).toEqual([]);
});
