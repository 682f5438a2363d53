import { setTimeout as pause } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { parseDatabaseUrl } from './database-url.ts';
import { postgresConnection } from './postgres-driver.ts';

/**
 * Wakes workers that wait for work. It carries no work: the tables are the truth, and workers look at them now and then
 * whether it rings or not. So a ring that is lost costs a moment and nothing else.
 */
export interface WorkerBell {
  /** Wakes a worker, in this process or another. Never rejects. */
  ring(): Promise<void>;
  /**
   * From now on, `onRing` is called when somebody rings. Never rejects: where it cannot be heard, workers look themselves, and
   * it is tried again until the bell is closed. Resolves when it can be heard.
   */
  listen(onRing: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Why a bell could not ring or be heard. An error of the driver holds the whole connection, which is nothing to log. */
export interface BellTrouble {
  readonly message: string;
  /** SQLSTATE, or the system's name of the error. Null where it has neither. */
  readonly code: string | null;
}

const queue = 'redress-work';

/**
 * The bell of a database: pg-boss on PostgreSQL. With SQLite it is heard in this process only, which does all the work.
 *
 * @param retryMs Pause before listening is tried again where it failed. Default: 5 seconds.
 */
export function createWorkerBell(
  databaseUrl: string,
  onTrouble: (trouble: BellTrouble) => void = () => {},
  retryMs = 5000,
): WorkerBell {
  const report = (error: unknown) => onTrouble(describeTrouble(error));
  const address = parseDatabaseUrl(databaseUrl);
  if (address.type === 'sqlite') return createLocalBell();
  let started: Promise<PgBoss> | undefined;
  const start = async () => {
    // It and what it brings are loaded where there is a PostgreSQL.
    const { PgBoss } = await import('pg-boss');
    const boss = new PgBoss({
      ...postgresConnection(address),
      application_name: 'redress-bell',
      max: 2,
      schedule: false,
      useListenNotify: true,
    });
    // Without a listener, a server that goes away would end this process. pg-boss connects anew by itself.
    boss.on('error', report);
    await boss.start();
    // One ring that nobody has heard yet is enough.
    await boss.createQueue(queue, { policy: 'short', notify: true, deleteAfterSeconds: 3600 });
    return boss;
  };
  const ringing = new Set<Promise<void>>();
  const closed = new AbortController();
  const open = () => {
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
  return {
    async ring() {
      const sent = open()
        .then(async (boss) => void (await boss.send(queue)))
        .catch(report);
      ringing.add(sent);
      await sent;
      ringing.delete(sent);
    },
    async listen(onRing) {
      while (!closed.signal.aborted) {
        try {
          const boss = await open();
          await boss.work(queue, { pollingIntervalSeconds: 2 }, async () => onRing());
          return;
        } catch (error) {
          report(error);
          await pause(retryMs, undefined, { signal: closed.signal }).catch(() => {});
        }
      }
    },
    async close() {
      closed.abort();
      // Who rings and ends, as a command does, is heard all the same.
      await Promise.all(ringing);
      await started?.then((boss) => boss.stop({ graceful: false })).catch(() => {});
    },
  };
}

/** pg-boss tells of some errors by a copy that is no `Error`, with what it was doing beside it. */
const told = z.object({ message: z.string(), code: z.string().optional().catch(undefined) });

/** An error of the driver, of the system, or what pg-boss makes of one. */
export function describeTrouble(error: unknown): BellTrouble {
  const { success, data } = told.safeParse(error);
  if (!success) return { message: String(error), code: null };
  const { message, code = null } = data;
  if (message !== '') return { message, code };
  // Where a host has several addresses, the error is one of all of them and says nothing itself.
  return {
    message: code ?? (error instanceof Error ? error.name : 'an error without words'),
    code,
  };
}

function createLocalBell(): WorkerBell {
  const listeners = new Set<() => void>();
  return {
    async ring() {
      for (const tell of listeners) tell();
    },
    async listen(onRing) {
      listeners.add(onRing);
    },
    async close() {
      listeners.clear();
    },
  };
}
