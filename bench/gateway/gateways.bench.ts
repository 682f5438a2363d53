import { deepStrictEqual } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { type BenchRow, roughly } from '../bench.ts';
import { type Child, startChild } from './child.ts';
import { LoadClient } from './load.ts';
import { shop } from './shop.subgraphs.ts';
import { storefront } from './storefront.operation.ts';

export const name = 'Gateways: one deep operation over four remote subgraphs, one process each';

/** Requests under way at once, rounds, and the length of a turn. */
const load = { connections: 16, rounds: 7, turnMs: 3_000, warmUpMs: 4_000 };
/** How many clients are connected where memory is compared, and for how long they ask. */
const crowd = { connections: 500, turnMs: 6_000 };

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const built = here('../../var/bench-gateway/');

interface Contender {
  readonly name: string;
  readonly program: string;
  readonly path: string;
  readonly args?: readonly string[];
}

const ours = 'Redress';
const oursMerging = 'Redress, merging';
const apollo = '@apollo/gateway';
const hive = 'Hive Gateway with its Rust planner';
const hiveMerging = 'Hive Gateway with its Rust planner, merging';
const limit = 'node:http that only parses and writes';

const contenders: readonly Contender[] = [
  { name: ours, program: `${built}bench/gateway/redress.process.js`, path: '/graphql' },
  { name: apollo, program: here('opponents/apollo.js'), path: '/' },
  { name: hive, program: here('opponents/hive.js'), path: '/graphql' },
  { name: limit, program: `${built}bench/gateway/limit.process.js`, path: '/' },
  {
    name: oursMerging,
    program: `${built}bench/gateway/redress.process.js`,
    path: '/graphql',
    args: ['merging'],
  },
  { name: hiveMerging, program: here('opponents/hive-merging.js'), path: '/graphql' },
];

interface Entrant extends Contender {
  readonly child: Child;
  readonly client: LoadClient;
  readonly rates: number[];
  readonly latenciesMs: number[];
  requests: number;
  cpuMs: number;
  rssBytes: number;
  /** Of each round. */
  readonly delaysMs: number[];
  bytes: number;
}

/** What was measured of one gateway. */
interface Figures {
  readonly name: string;
  /** Median of the rounds. */
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly rssMb: number;
  readonly cpuMs: number;
  readonly summary: string;
}

/** Starts everything, holds the answers against each other, then measures in turns. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  if (!existsSync(here('node_modules'))) {
    process.stdout.write(
      '  Left out: the gateways to compare with are not installed; "npm ci --prefix bench/gateway" installs them.\n',
    );
    return { rows: [] };
  }
  compile();
  const preload = `${built}bench/gateway/usage.preload.js`;
  const subgraphs = await startChild(`${built}bench/gateway/subgraphs.process.js`, [], preload);
  const entrants: Entrant[] = [];
  try {
    const supergraphFile = writeSupergraph(subgraphs.origin);
    for (const contender of contenders) {
      const args = [supergraphFile, ...(contender.args ?? [])];
      const child = await startChild(contender.program, args, preload);
      const client = new LoadClient(child.origin, contender.path, storefront, load.connections);
      entrants.push({
        ...contender,
        child,
        client,
        rates: [],
        latenciesMs: [],
        requests: 0,
        cpuMs: 0,
        rssBytes: 0,
        delaysMs: [],
        bytes: 0,
      });
    }
    await compareAnswers(entrants);
    await measure(entrants);
    const figures = entrants.map(toFigures);
    return { rows: [...describe(figures), ...(await measureCrowd(entrants))] };
  } finally {
    await Promise.all(entrants.map(({ client }) => client.close()));
    await Promise.all(
      [subgraphs, ...entrants.map(({ child }) => child)].map((child) => child.stop()),
    );
  }
}

/** Compiles gateway and bench as they are shipped, for a loader of TypeScript has costs of its own. */
function compile(): void {
  execFileSync(process.execPath, [
    here('../../node_modules/typescript/bin/tsc'),
    '-p',
    here('tsconfig.json'),
  ]);
}

function writeSupergraph(origin: string): string {
  const supergraphSdl = composeSupergraph(
    Object.entries(shop).map(([subgraph, { typeDefs }]) => ({
      name: subgraph,
      typeDefs,
      url: `${origin}/${subgraph}`,
    })),
  );
  mkdirSync(built, { recursive: true });
  const file = `${built}supergraph.graphql`;
  writeFileSync(file, supergraphSdl);
  return file;
}

async function compareAnswers(entrants: readonly Entrant[]): Promise<void> {
  let expected: unknown;
  for (const entrant of entrants) {
    const text = await entrant.client.ask();
    const answer: unknown = JSON.parse(text);
    entrant.bytes = Buffer.byteLength(text);
    expected ??= answer;
    deepStrictEqual(answer, expected, `${entrant.name} gives the same answer`);
    deepStrictEqual(Object.keys(answer as object), ['data'], `${entrant.name} gives no errors`);
  }
}

async function measure(entrants: readonly Entrant[]): Promise<void> {
  for (const { client, bytes } of entrants) await client.run(load.warmUpMs, bytes);
  for (let round = 0; round < load.rounds; round += 1) {
    const from = round % entrants.length;
    for (const entrant of [...entrants.slice(from), ...entrants.slice(0, from)]) {
      const before = await entrant.child.usage();
      const turn = await entrant.client.run(load.turnMs, entrant.bytes);
      const after = await entrant.child.usage();
      entrant.rates.push(turn.requests / turn.seconds);
      entrant.latenciesMs.push(...turn.latenciesMs);
      entrant.requests += turn.requests;
      entrant.cpuMs += after.cpuMs - before.cpuMs;
      entrant.delaysMs.push(after.delayP99Ms);
      entrant.rssBytes = Math.max(entrant.rssBytes, after.rssBytes);
    }
  }
}

function toFigures(entrant: Entrant): Figures {
  const rates = [...entrant.rates].sort((a, b) => a - b);
  const latencies = [...entrant.latenciesMs].sort((a, b) => a - b);
  const perSecond = rates[Math.floor(rates.length / 2)] ?? 0;
  const p99Ms = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  const rssMb = entrant.rssBytes / 1_048_576;
  const cpuMs = entrant.cpuMs / entrant.requests;
  const delays = [...entrant.delaysMs].sort((a, b) => a - b);
  const delayMs = delays[Math.floor(delays.length / 2)] ?? 0;
  return {
    name: entrant.name,
    perSecond,
    p99Ms,
    rssMb,
    cpuMs,
    summary:
      `${entrant.name}: ${roughly(perSecond)} requests a second (rounds ${roughly(rates[0] ?? 0)} to ` +
      `${roughly(rates.at(-1) ?? 0)}), p99 ${roughly(p99Ms)} ms (of the event loop’s delay ${roughly(delayMs)} ms), ${roughly(rssMb)} MB, ` +
      `${roughly(cpuMs)} ms of processor a request`,
  };
}

/** Memory while many clients are connected and ask at once. */
async function measureCrowd(entrants: readonly Entrant[]): Promise<BenchRow[]> {
  const megabytes = new Map<string, number>();
  for (const name of [ours, apollo, hive]) {
    const entrant = entrants.find((one) => one.name === name);
    if (entrant === undefined) continue;
    const client = new LoadClient(
      entrant.child.origin,
      entrant.path,
      storefront,
      crowd.connections,
    );
    await client.run(crowd.turnMs, entrant.bytes);
    megabytes.set(name, (await entrant.child.usage()).rssBytes / 1_048_576);
    await client.close();
  }
  const mine = megabytes.get(ours) ?? 0;
  return [apollo, hive].map((against) => {
    const theirs = megabytes.get(against) ?? 0;
    return {
      what: `Smallness in memory with ${crowd.connections} connections`,
      against,
      ratio: theirs / mine,
      target: 1,
      detail: `${roughly(mine)} MB against ${roughly(theirs)} MB resident`,
    };
  });
}

function describe(figures: readonly Figures[]): BenchRow[] {
  const byName = new Map(figures.map((one) => [one.name, one]));
  const of = (name: string): Figures => {
    const found = byName.get(name);
    if (found === undefined) throw new Error(`${name} was measured`);
    return found;
  };
  const rate = (mine: string, against: string, target: number): BenchRow => ({
    what: `Requests per second, ${load.connections} at once${mine === oursMerging ? ', equal ones merged in flight by both' : ''}`,
    against,
    ratio: of(mine).perSecond / of(against).perSecond,
    target,
    detail: `${of(mine).summary}; ${of(against).summary}; ${roughly(of(against).cpuMs / of(mine).cpuMs)} times by processor time`,
  });
  const others = (against: string): BenchRow[] => [
    {
      what: 'Shortness of the slowest 1%',
      against,
      ratio: of(against).p99Ms / of(ours).p99Ms,
      target: 1,
      detail: 'p99 as above',
    },
    {
      what: 'Smallness in memory',
      against,
      ratio: of(against).rssMb / of(ours).rssMb,
      target: 1,
      detail: 'highest resident set as above',
    },
  ];
  return [
    rate(ours, apollo, 10),
    ...others(apollo),
    rate(ours, hive, 3),
    ...others(hive),
    rate(ours, limit, 0.5),
    rate(oursMerging, hiveMerging, 2),
  ];
}
