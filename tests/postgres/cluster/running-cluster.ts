import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { choosePorts } from '../../../examples/cluster/ports.ts';
import {
  postgresUrl,
  prepareDatabase,
  preparePostgres,
} from '../../../examples/cluster/postgres.ts';
import { createSupervisor } from '../../../examples/cluster/supervisor.ts';
import { fillSmallOffice } from './small-office.ts';

const start = fileURLToPath(new URL('../../../examples/cluster/start.ts', import.meta.url));
const compiled = fileURLToPath(
  new URL('../../../node_modules/.cache/redress/compiled', import.meta.url),
);

/** `examples/cluster`, started by its one command on data of a test's own. */
export interface RunningCluster {
  /** What it told a shell: addresses and keys. */
  readonly variables: ReadonlyMap<string, string>;
  /** The councils that letters go to. */
  readonly codes: readonly string[];
  /** Kills a process where it stands, as soon as there is one of this name. Resolves when it is no more. */
  kill(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** @param settings What its processes read besides what the example sets. */
export async function startExample(
  councils: number,
  settings: Readonly<Record<string, string>>,
): Promise<RunningCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-cluster-'));
  // PostgreSQL runs as another user where we are root.
  await chmod(folder, 0o755);
  const password = randomBytes(12).toString('hex');
  const { postgres: port } = await choosePorts(0);
  const place = { folder: join(folder, 'postgres'), port, password };
  let codes: readonly string[] = [];
  const alone = createSupervisor(folder, () => {});
  try {
    await alone.start(await preparePostgres(place));
    await prepareDatabase(place);
    const { starter, approver, ...office } = await fillSmallOffice(
      postgresUrl(place, 'redress'),
      councils,
    );
    codes = office.codes;
    const state = { POSTGRES_PASSWORD: password, STARTER: starter, APPROVER: approver };
    const lines = Object.entries(state).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(folder, 'cluster.env'), lines.join(''));
  } finally {
    await alone.stop();
  }
  const child = fork(start, ['--port', '0', '--folder', folder], {
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compiled, ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await untilReady(child);
  const text = await readFile(join(folder, 'cluster.env'), 'utf8');
  const variables = new Map(
    text.split('\n').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  return {
    variables,
    codes,
    kill: (name) => killByNumber(join(folder, 'pids', name)),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  const words: string[] = [];
  child.stdout?.on('data', (part: Buffer) => words.push(part.toString()));
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', () => reject(new Error(`the cluster did not start:\n${words.join('')}`)));
  });
}

async function killByNumber(path: string): Promise<void> {
  for (;;) {
    const pid = Number(await readFile(path, 'utf8').catch(() => '0'));
    if (pid > 0 && isAlive(pid)) {
      process.kill(pid, 'SIGKILL');
      return;
    }
    // It is away at the moment: the supervisor starts it again.
    await pause(20);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
