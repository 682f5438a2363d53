import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BenchRow, roughly } from '../bench.ts';
import { openBenchDatabase } from './bench-database.ts';
import { findBuiltProgram } from './built-program.ts';
import { operations } from './operations.ts';
import type { ClientTurn } from './processes.client.ts';

export const name =
  'Processes: `redress start` with two processes that answer, against one, on one port';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const rounds = 9;
/** Rounds are added, up to so many, while other programs take part of the cores in too many turns. */
const mostRounds = 18;
/** Cores that other programs may take in a turn that counts. */
const quiet = 0.15;
const turnMs = 3000;
/** So many requests are under way at one time: some for each process. */
const connections = 16;

interface Server {
  readonly child: ChildProcess;
  readonly origin: string;
}

/** What one turn gave. Processor times are seconds for each second of the turn. */
interface Measured {
  readonly perSecond: number;
  readonly servers: number;
  readonly client: number;
  /** All else on the machine, which two processes feel more than one. */
  readonly others: number;
}

/** Both are there all the time, and a client in a process of its own asks the one or the other: its part of the cores is told. */
export async function run(): Promise<{ rows: BenchRow[] }> {
  const program = findBuiltProgram();
  if (program === undefined) return { rows: [] };
  const database = await openBenchDatabase();
  await database.query('PRAGMA wal_checkpoint(TRUNCATE)');
  const source = String(database.options.database);
  await database.destroy();
  const folder = await mkdtemp(join(tmpdir(), 'redress-bench-'));
  const servers: Server[] = [];
  const client = spawn(process.execPath, ['--import', 'tsx', here('processes.client.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    for (const workers of [1, 2]) {
      const file = join(folder, `${workers}.sqlite`);
      await copyFile(source, file);
      servers.push(await startServer(program, file, workers));
    }
    const [one, two] = servers;
    if (one === undefined || two === undefined) throw new Error('Two servers were started.');
    const [{ query, what }] = operations;
    const bytes = await expectEqual(one, two, query);
    const turn = (server: Server) => measure(client, server, query, bytes);
    await turn(one);
    await turn(two);
    const measured = { one: [] as Measured[], two: [] as Measured[] };
    for (let round = 0; round < mostRounds; round += 1) {
      const isEnough = [measured.one, measured.two].every(
        (turns) => quietOf(turns).length >= rounds,
      );
      if (isEnough && round >= rounds) break;
      for (const who of round % 2 === 0 ? (['one', 'two'] as const) : (['two', 'one'] as const)) {
        measured[who].push(await turn(who === 'one' ? one : two));
      }
    }
    const [ones, twos] = choose(measured.one, measured.two);
    return {
      rows: [
        {
          what,
          against: 'one process, as `redress start` is without --workers',
          ratio: median(twos, 'perSecond') / median(ones, 'perSecond'),
          target: 1.8,
          detail: `${describe(twos)} against ${describe(ones)}; ${ones.length} and ${twos.length} turns of ${measured.one.length} each, the client one process on the same cores`,
        },
      ],
    };
  } finally {
    client.kill();
    for (const { child } of servers) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true });
  }
}

async function startServer(program: string, file: string, workers: number): Promise<Server> {
  const child = spawn(
    process.execPath,
    [program, 'start', '--no-sample', '--workers', String(workers)],
    {
      // Nothing is kept, so that each request is worked for; nothing else is done beside.
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'silent',
        PORT: '0',
        DATABASE_URL: `sqlite:${file}`,
        REDRESS_RESPONSE_CACHE_BYTES: '0',
        REDRESS_WORKER: 'off',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface(child.stdout)) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin !== undefined) return { child, origin };
  }
  throw new Error('The program ended before it told its address.');
}

/** @returns the bytes of the answer that both give, each of their processes. */
async function expectEqual(one: Server, two: Server, query: string): Promise<number> {
  const ask = async ({ origin }: Server) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    if (response.status !== 200 || text.includes('"errors"')) throw new Error(text.slice(0, 500));
    return text;
  };
  const expected = await ask(one);
  // Connections go to its processes in turn.
  for (const _ of [1, 2, 3, 4]) {
    if ((await ask(two)) !== expected) throw new Error('The two servers answer differently.');
  }
  return Buffer.byteLength(expected);
}

async function measure(
  client: ChildProcess,
  server: Server,
  query: string,
  bytes: number,
): Promise<Measured> {
  const before = { servers: readCpu(server.child), client: readCpu(client), all: readBusy() };
  const answer = once(client, 'message');
  client.send({ origin: server.origin, query, bytes, turnMs, connections });
  const [{ requests, seconds }] = (await answer) as [ClientTurn];
  const servers = (readCpu(server.child) - before.servers) / seconds;
  const ofClient = (readCpu(client) - before.client) / seconds;
  const all = (readBusy() - before.all) / seconds;
  return {
    perSecond: requests / seconds,
    servers,
    client: ofClient,
    others: Math.max(0, all - servers - ofClient),
  };
}

/** Processor seconds of a process and of its children. Nought where there is no /proc. */
function readCpu({ pid = 0 }: Pick<ChildProcess, 'pid'>): number {
  if (!existsSync(`/proc/${pid}/stat`)) return 0;
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = rest.split(' ');
  const own = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children
    .split(' ')
    .filter((word) => /^\d+$/.test(word))
    .reduce((sum, child) => sum + readCpu({ pid: Number(child) }), own);
}

/** Processor seconds of the whole machine. Nought where there is no /proc. */
function readBusy(): number {
  if (!existsSync('/proc/stat')) return 0;
  const [, user, nice, system, , , irq, softirq, steal] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  ).split(/\s+/);
  const ticks = [user, nice, system, irq, softirq, steal].map(Number);
  return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
}

function quietOf(turns: readonly Measured[]): readonly Measured[] {
  return turns.filter(({ others }) => others <= quiet);
}

/** The turns that others left alone, or all where there are too few of either. */
function choose(
  one: readonly Measured[],
  two: readonly Measured[],
): readonly [readonly Measured[], readonly Measured[]] {
  const left = [quietOf(one), quietOf(two)] as const;
  return left.every((turns) => turns.length >= 3) ? left : [one, two];
}

/** As Linux counts for programs on all its machines of today. */
const ticksPerSecond = 100;

function median(turns: readonly Measured[], of: keyof Measured): number {
  const sorted = turns.map((turn) => turn[of]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function describe(turns: readonly Measured[]): string {
  const perSecond = turns.map((turn) => turn.perSecond);
  const servers = median(turns, 'servers');
  return [
    `${roughly(median(turns, 'perSecond'))} a second (${roughly(Math.min(...perSecond))} to ${roughly(Math.max(...perSecond))},`,
    `the server on ${roughly(servers)} cores, the client on ${roughly(median(turns, 'client'))}, other programs on ${roughly(median(turns, 'others'))},`,
    `${roughly(median(turns, 'perSecond') / servers)} for each second of the server's processor)`,
  ].join(' ');
}
