/**
 * Mixed load on the whole server for long: what grows that should not.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, fetch, type Response } from 'undici';
import { collectGarbage } from '../../bench/collect-garbage.ts';
import { operations } from '../../bench/house/operations.ts';
import { type RunningServer, startServer } from '../../src/composition/start-server.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { createApiKey } from '../../src/resolvers/access/api-key.repository.ts';

/** What was held at one moment, after everything that nobody holds was cleared. */
export interface SoakSample {
  /** Since the load began. */
  readonly hours: number;
  readonly heapMb: number;
  /** Sockets, files, timers and the like that keep the process alive. */
  readonly handles: number;
  /** Requests until then. */
  readonly requests: number;
}

export interface SoakOptions {
  /** A SQLite file with casework, of which a copy is used. */
  readonly database: string;
  /** Told of each sample; load goes on while it gives true. */
  readonly goesOn: (sample: SoakSample, samples: readonly SoakSample[]) => boolean;
  /** Rounds of the load between two samples. */
  readonly rounds: number;
}

/** Requests under way at once. */
const lanes = 8;
/** Operations of a round that were never seen before. */
const newTexts = 60;

/**
 * Rounds of operations, pages, letters, wrong requests and runs, eight at once. Answers with a fault of the server are errors.
 *
 * @throws Error when an answer is a 5xx.
 */
export async function runSoak({
  database,
  goesOn,
  rounds,
}: SoakOptions): Promise<readonly SoakSample[]> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-soak-'));
  const file = join(folder, 'redress.sqlite');
  await copyFile(database, file);
  const server = await startServer({
    ...parseSettings({}),
    port: 0,
    databaseUrl: `sqlite:${file}`,
    logLevel: 'silent',
  });
  const samples: SoakSample[] = [];
  try {
    const { key } = await createApiKey(
      server.database,
      'soak',
      ['casework:read', 'letters:read', 'letters:render'],
      new Date().toISOString(),
    );
    const begun = performance.now();
    let count = 0;
    for (;;) {
      // Closed before it is counted what is open: how many of its connections are needed is chance.
      const client = new Agent({ connections: lanes });
      const requests = listRequests(server, key, client);
      for (let round = 0; round < rounds; round += 1) {
        count += await askAll(requests);
        if (round === 0) await renderFew(server);
      }
      await client.close();
      const sample = await takeSample(begun, count);
      samples.push(sample);
      if (!goesOn(sample, samples)) return samples;
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** How much the heap grows in an hour, in megabytes: the slope of the line that lies nearest to all samples. */
export function slopeOf(samples: readonly SoakSample[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const hours = mean(samples.map((sample) => sample.hours));
  const heap = mean(samples.map((sample) => sample.heapMb));
  let [both, own] = [0, 0];
  for (const sample of samples) {
    both += (sample.hours - hours) * (sample.heapMb - heap);
    own += (sample.hours - hours) ** 2;
  }
  return own === 0 ? 0 : both / own;
}

function listRequests(
  { url }: RunningServer,
  key: string,
  dispatcher: Agent,
): readonly (() => Promise<Response>)[] {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const ask = (body: string, more: Record<string, string> = headers) =>
    fetch(`${url}/graphql`, { dispatcher, method: 'POST', headers: more, body });
  const pages = [
    '/',
    '/councils?q=ford',
    '/councils/leeds',
    '/compare?c=kent&c=essex',
    '/decisions?words=autism',
    '/review/2020',
    '/letters/2020/dartford.html',
    '/letters/2019/kent.txt',
    '/data/2020/decided-by-outcome.csv',
    '/map/2020.json',
    '/feeds/letters.atom',
    '/schema.graphql',
    '/nowhere',
    '/readyz',
    '/metrics',
  ];
  const open = { 'content-type': 'application/json' };
  return [
    ...operations.map(
      ({ query, variables }) =>
        () =>
          ask(JSON.stringify({ query, variables })),
    ),
    // As the public, whose answers are kept.
    () => ask(JSON.stringify({ query: operations[1].query, variables: { slug: 'kent' } }), open),
    // Each of its own text, and so many that what is kept of texts and plans is full in minutes and has to go.
    ...Array.from({ length: newTexts }, () => () => {
      const alias = `a${Math.random().toString(36).slice(2)}`;
      return ask(JSON.stringify({ query: `{ ${alias}: council(slug: "leeds") { name } }` }));
    }),
    () => ask('{"query":"{ nothing }"}'),
    () => ask('{'),
    ...pages.map(
      (path) => () => fetch(`${url}${path}`, { dispatcher, headers: { accept: 'text/html' } }),
    ),
    () =>
      fetch(`${url}/reports/annual-letter/render`, {
        dispatcher,
        method: 'POST',
        headers: { ...headers, accept: 'text/plain' },
        body: JSON.stringify({ council: 'leeds', yearEnding: 2020 }),
      }),
  ];
}

async function askAll(requests: readonly (() => Promise<Response>)[]): Promise<number> {
  let next = 0;
  const lane = async () => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const response = await request();
      await response.arrayBuffer();
      if (response.status >= 500) {
        throw new Error(`${response.url} answered ${response.status} under load`);
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return requests.length;
}

/** A run of a few councils, from its start to the last letter stored. */
async function renderFew({ runs }: RunningServer): Promise<void> {
  const codes = ['E07000107', 'E08000025', 'E10000016', 'E08000035'];
  const { id } = await runs.startRun({
    report: 'annual-letter',
    yearEnding: 2020,
    councils: { codes },
    by: 'soak',
  });
  while ((await runs.standings([id])).get(id)?.rendered !== codes.length) await runs.nextChange();
}

async function takeSample(begun: number, requests: number): Promise<SoakSample> {
  await untilQuiet();
  collectGarbage();
  return {
    hours: (performance.now() - begun) / 3_600_000,
    heapMb: process.memoryUsage().heapUsed / 1_048_576,
    handles: process.getActiveResourcesInfo().length,
    requests,
  };
}

/** Until sockets that were just closed are gone: nothing has gone any more for a while. */
async function untilQuiet(): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = process.getActiveResourcesInfo().length;
    if (now >= before) return;
    before = now;
  }
}
