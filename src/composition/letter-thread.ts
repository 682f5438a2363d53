import { availableParallelism } from 'node:os';
import type { Settings } from '../config/settings.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import type { AnyReport } from '../reports/report.ts';
import { type LetterThread, startLetterThread } from '../reports/thread/letter-thread.ts';

/** What the thread is told: it puts everything together anew, on connections of its own. */
export interface LetterThreadData {
  readonly settings: Settings;
  /** From where packages of reports are found. */
  readonly folder: string;
}

/**
 * A thread that helps with letters of runs: it starts with the first of them. None where the machine has one processor, where settings
 * say so, where the database is in this process's memory, or where source is run by something else than tsx.
 *
 * @param reports What `loadReports` gave for the same settings.
 * @param isAlone Whether it makes all of them, so that this thread is free to answer. Default: false.
 */
export function createLetterThread(
  settings: Settings,
  reports: readonly AnyReport[],
  logger: Pick<GatewayLogger, 'warn' | 'info'>,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): LetterThread | undefined {
  const { runs, databaseUrl } = settings;
  if (!(runs.letterThread ?? availableParallelism() > 1)) return undefined;
  if (databaseUrl.includes(':memory:')) return undefined;
  const isSource = import.meta.url.endsWith('.ts');
  // Source has decorators, which Node alone does not read: whatever loads it here has to load it there.
  if (isSource && !process.execArgv.some((word) => /\btsx\b/.test(word))) return undefined;
  const workerData: LetterThreadData = { settings, folder: process.cwd() };
  return startLetterThread({
    file: new URL(isSource ? './letters.thread.ts' : './letters.thread.js', import.meta.url),
    workerData,
    execArgv: isSource ? process.execArgv : [],
    reports,
    isAlone,
    onReady: () => logger.info({}, 'Letters of runs are made on a thread of their own'),
    onTrouble: (err) =>
      logger.warn({ err }, 'The thread of letters cannot be started: they are made without it'),
  });
}
