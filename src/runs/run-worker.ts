import { hostname } from 'node:os';
import type { DataSource } from 'typeorm';
import { dialectOf } from '../database/dialect.ts';
import { randomId } from '../database/runs/start-run.ts';
import {
  heartbeatMs,
  keepClaims,
  leaseMs,
  releaseClaims,
  releaseLease,
  takeLease,
} from '../database/work-lease.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { WakeUp } from './wake-up.ts';

/** A kind of work. */
export interface WorkerJob {
  readonly name: string;
  /** Tables of which it claims rows. What it holds when it fails is given back before it works again. Default: none. */
  readonly claims?: readonly ClaimedTable[];
  /** Does some of what is due. @returns whether there was any. */
  work(signal: AbortSignal): Promise<boolean>;
}

/** What a worker is made of. */
export interface WorkerOptions {
  /** The reports' database, on a connection that nothing else uses. */
  readonly database: DataSource;
  readonly logger: GatewayLogger;
  readonly jobs: readonly WorkerJob[];
  readonly holder: string;
  readonly now?: () => Date;
  readonly leaseMs?: number;
  /** Longest pause when there is nothing to do. Default: 1 second. */
  readonly pollMs?: number;
  /** Called when somebody says that there is work. Default: nobody does. */
  readonly wakeUp?: WakeUp;
}

/** The name under which a process works: no two have the same. */
export function nameWorker(): string {
  return `worker ${hostname().slice(0, 40)} ${process.pid} ${randomId().slice(0, 8)}`;
}

/** What one worker at a time does on SQLite. */
const workerLease = 'worker';

/**
 * Works until it is told to stop: each job in a loop of its own. Where several workers would be in each other's way (SQLite)
 * one works at a time, and the others wait for it to end.
 */
export async function runWorker(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const { database, jobs, holder, logger, now = () => new Date(), leaseMs: ms = leaseMs } = options;
  const isAlone = !dialectOf(database).manyWorkers;
  const claimant = () => ({ holder, now: now(), leaseMs: ms });
  let mayWork = !isAlone;
  const heartbeat = async () => {
    if (isAlone) mayWork = await takeLease(database, workerLease, claimant());
    for (const table of claimedTables) await keepClaims(database, table, claimant());
  };
  const beat = Math.min(heartbeatMs, ms / 3);
  const beats = loop({ logger }, signal, 'heartbeat', beat, async () => {
    await heartbeat();
    return false;
  });
  const loops = jobs.map((job) => {
    const work = givingBack(job, (table) => releaseClaims(database, table, holder));
    return loop(options, signal, job.name, options.pollMs ?? 1000, async () =>
      mayWork ? await work(signal) : false,
    );
  });
  await Promise.all([beats, ...loops]);
  for (const table of claimedTables) {
    await releaseClaims(database, table, holder).catch(() => {});
  }
  if (isAlone) await releaseLease(database, workerLease, holder).catch(() => {});
}

const claimedTables = ['letter', 'run', 'webhook_event'] as const;
type ClaimedTable = (typeof claimedTables)[number];

/**
 * A job's work, which gives back what a failure has left in its hands: the heartbeat would keep it for as long as the process
 * lives, and nobody would do it.
 */
function givingBack(
  { claims = [], work }: WorkerJob,
  release: (table: ClaimedTable) => Promise<void>,
): WorkerJob['work'] {
  let isLeft = false;
  return async (signal) => {
    if (isLeft) for (const table of claims) await release(table);
    isLeft = true;
    const did = await work(signal);
    isLeft = false;
    return did;
  };
}

/** Does a job over and over. An error is logged and does not end it. */
async function loop(
  { logger, wakeUp = new WakeUp() }: Pick<WorkerOptions, 'logger' | 'wakeUp'>,
  signal: AbortSignal,
  name: string,
  idleMs: number,
  work: () => Promise<boolean>,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let waitMs = idleMs;
    const { calls } = wakeUp;
    try {
      if (await work()) waitMs = 0;
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      waitMs = Math.min(2000, 125 * 2 ** failures);
      logger.error({ err: error, job: name }, 'A job of the worker failed and is tried again');
    }
    if (waitMs > 0) await wakeUp.sleep(waitMs, calls, signal);
  }
}
