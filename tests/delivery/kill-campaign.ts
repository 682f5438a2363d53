import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../src/database/open-database.ts';
import { keyCondition } from '../../src/database/sql.ts';
import { DeliveryState } from '../../src/schema/reports/delivery-state.enum.ts';
import { compileCache } from '../cli/run-redress.ts';
import { issueLetters, readOutbox, someLetters } from './issued-letters.ts';
import { type Stage, startMailServer } from './mail-server.ts';

export interface Campaign {
  /** Of a database that has the tables. */
  readonly databaseUrl: string;
  readonly letters: number;
  readonly kills: number;
  /** Workers side by side. */
  readonly workers: number;
  /** Messages that each sends at the same time. */
  readonly concurrency: number;
  readonly hasArchive: boolean;
  /** Chooses the moments of the kills. */
  readonly seed: number;
  /** Told how many kills there have been. Default: nobody is. */
  readonly onKill?: (killed: number) => void;
}

export interface CampaignResult {
  readonly kills: number;
  readonly sent: number;
  readonly inDoubt: number;
  /** In any other state, when nothing was left to do. */
  readonly others: number;
  /** Messages that the server took more than once. */
  readonly twice: number;
  /** Letters that are `SENT` and were not taken, or are neither taken nor in doubt. */
  readonly lost: number;
  /** The logs of messages that were taken more than once. */
  readonly logs: readonly string[];
  readonly seconds: number;
}

const builtInstead = new URL('../built-instead-of-source.ts', import.meta.url).href;
const worker = fileURLToPath(new URL('./worker.process.ts', import.meta.url));
const stages: readonly Stage[] = ['RCPT', 'MESSAGE', 'TAKEN', 'ANSWERED'];

/**
 * Sends letters with real workers to a real mail server, and kills a worker with SIGKILL again and again: at moments spread
 * over the whole, at each stage of a message, with another worker ready to take over.
 */
export async function runCampaign(campaign: Campaign): Promise<CampaignResult> {
  const { letters, kills, workers, hasArchive } = campaign;
  const startedAt = performance.now();
  const archive = await mkdtemp(join(tmpdir(), 'redress-archive-'));
  const random = createRandom(campaign.seed);
  const running: ChildProcess[] = [];
  const spares: Promise<ChildProcess>[] = [];
  let killed = 0;
  let events = 0;
  let stage: Stage = 'TAKEN';
  let isKilling = false;
  let replacing = Promise.resolve();
  const planKill = () => {
    stage = stages[Math.floor(random() * stages.length)] ?? 'TAKEN';
  };
  /** Messages begun before the next kill: all kills come before the last tenth of the letters. */
  const isDue = () => killed < kills && events >= ((killed + 0.5) * letters * 0.9) / kills;
  const server = await startMailServer({
    ...(hasArchive ? { archive } : {}),
    onStage: async (reached) => {
      // While a worker is missing no new message begins, so that none of the kills comes too late.
      if (reached === 'RCPT') await replacing;
      if (reached === 'RCPT') events += 1;
      if (isKilling || reached !== stage || !isDue()) return;
      isKilling = true;
      killed += 1;
      campaign.onKill?.(killed);
      const death = kill(running.splice(Math.floor(random() * running.length), 1)[0]);
      replacing = death.then(replace);
      await death;
    },
  });
  const replace = async () => {
    const next = await spares.shift();
    planKill();
    isKilling = false;
    if (next === undefined) return;
    next.send('go');
    running.push(next);
    if (killed + spares.length < kills) spares.push(startWorker(campaign, server.url, archive));
  };
  const database = await openDatabase({ url: campaign.databaseUrl });
  try {
    await issueLetters(database, someLetters(letters));
    const first = await Promise.all(
      Array.from({ length: workers }, () => startWorker(campaign, server.url, archive)),
    );
    for (let ready = 0; ready < Math.min(2, kills); ready += 1) {
      spares.push(startWorker(campaign, server.url, archive));
    }
    planKill();
    for (const one of first) {
      running.push(one);
      one.send('go');
    }
    await untilNothingIsLeft(database, hasArchive);
    return {
      ...(await judge(
        database,
        server.taken.map(({ messageId }) => messageId),
      )),
      kills: killed,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await replacing;
    for (const one of running) await kill(one);
    for (const spare of spares) await kill(await spare);
    await server.close();
    await database.destroy();
    await rm(archive, { recursive: true });
  }
}

/** Resolves when every message is sent, or in doubt for a person to settle. */
async function untilNothingIsLeft(database: DataSource, hasArchive: boolean): Promise<void> {
  const open = ['WAITING', 'SENDING', ...(hasArchive ? ['IN_DOUBT'] : [])];
  for (;;) {
    const rows = await database.query<unknown[]>(
      `SELECT 1 FROM delivery WHERE ${keyCondition(['state'], open.length)} LIMIT 1`,
      open,
    );
    if (rows.length === 0) return;
    // The outbox is another process's: there is no event to wait for.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function judge(database: DataSource, taken: readonly string[]) {
  const rows = await readOutbox(database);
  const times = new Map<string, number>();
  for (const id of taken) times.set(id, (times.get(id) ?? 0) + 1);
  const of = (state: DeliveryState) => rows.filter((row) => row.state === state);
  const sent = of(DeliveryState.SENT);
  const inDoubt = of(DeliveryState.IN_DOUBT);
  return {
    sent: sent.length,
    inDoubt: inDoubt.length,
    others: rows.length - sent.length - inDoubt.length,
    twice: [...times.values()].filter((count) => count > 1).length,
    logs: rows.filter(({ messageId }) => (times.get(messageId) ?? 0) > 1).map(({ log }) => log),
    lost: sent.filter(({ messageId }) => !times.has(messageId)).length,
  };
}

async function startWorker(
  { databaseUrl, concurrency, hasArchive }: Campaign,
  smtpUrl: string,
  archive: string,
): Promise<ChildProcess> {
  const child = fork(worker, {
    execArgv: ['--import', builtInstead],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      DATABASE_URL: databaseUrl,
      SMTP_URL: smtpUrl,
      REDRESS_MAIL_RATE: '0',
      REDRESS_MAIL_CONCURRENCY: String(concurrency),
      // Longer than this machine may be busy with other things: a server that takes longer is a case of its own.
      REDRESS_MAIL_TIMEOUT_MS: '5000',
      REDRESS_MAIL_RETRY_MS: '100',
      REDRESS_MAIL_ARCHIVE_DELAY_MS: '20000',
      REDRESS_WORKER_LEASE_MS: '1000',
      ...(hasArchive ? { REDRESS_MAIL_ARCHIVE: archive } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', () => reject(new Error('the worker ended before it was ready')));
  });
  child.removeAllListeners('exit');
  return child;
}

function kill(child: ChildProcess | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null)
      return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
