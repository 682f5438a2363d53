import { ImportError } from '../import-error.ts';
import type { ImportForecast, ImportResult } from '../import-file.ts';

/** What an import did, as it is answered. */
export function answerResult({ kind, rows, created, changed, same, removed }: ImportResult) {
  return { kind, dryRun: false, rows, new: created, changed, same, removed };
}

/** What an import would do, as it is answered: with the mistakes, and examples of cells that change. */
export function answerForecast(forecast: ImportForecast | undefined) {
  if (forecast === undefined) throw new Error('One file gives one forecast.');
  const { kind, rows, created, changed, same, removed, refused, refusal, changes } = forecast;
  return {
    kind,
    dryRun: true,
    rows,
    new: created,
    changed,
    same,
    removed,
    refused,
    ...listProblems(refusal),
    changes,
  };
}

/** The mistakes of a file that was refused, and how many there are where not all are listed. */
export function listProblems(refusal: Error | null) {
  if (!(refusal instanceof ImportError)) return { total: 0, problems: [] };
  return { total: refusal.total, problems: refusal.problems };
}
