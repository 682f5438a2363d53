import { availableParallelism } from 'node:os';
import type { Settings } from './config/settings.ts';
import type { GatewayLogger } from './gateway/gateway-logger.ts';
import type { AnyReport } from './reports/report.ts';
import { type LetterThread, startLetterThread } from './reports/thread/letter-thread.ts';

/**
 * The thread on which letters of runs are made, beside this one: it starts with the first of them. None where the machine has
 * one processor, or settings say so.
 *
 * @param reports What `loadReports` gave for the same packages.
 */
export function createLetterThread(
  { runs, reportPackages: packages }: Pick<Settings, 'runs' | 'reportPackages'>,
  reports: readonly AnyReport[],
  logger: Pick<GatewayLogger, 'warn'>,
): LetterThread | undefined {
  if (!(runs.letterThread ?? availableParallelism() > 1)) return undefined;
  const file = import.meta.url.endsWith('.ts') ? './letters.thread.ts' : './letters.thread.js';
  return startLetterThread({
    file: new URL(file, import.meta.url),
    workerData: { packages, folder: process.cwd() },
    reports,
    onTrouble: (err) =>
      logger.warn({ err }, 'The thread of letters cannot be started: they are made without it'),
  });
}
