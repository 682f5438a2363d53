import type { ReportError } from '../report-error.ts';

/** Codes of an answer that tell of a subgraph or a database that is away: it may be back in a moment. */
const away: ReadonlySet<unknown> = new Set([
  'SUBGRAPH_UNREACHABLE',
  'SUBGRAPH_PAUSED',
  'SUBGRAPH_BUSY',
  'DATABASE_UNAVAILABLE',
]);

/**
 * Whether a letter could not be made because its data could not be asked for at that moment, which is no fault of the
 * letter's. A subgraph that does answer, but too late or wrongly, is none: it would do so again.
 */
export function isOutage({ code, cause }: ReportError): boolean {
  if (code !== 'REPORT_DATA_FAILED' || !Array.isArray(cause)) return false;
  const errors: readonly unknown[] = cause;
  return errors.some((error) => away.has(codeOf(error)));
}

function codeOf(error: unknown): unknown {
  const extensions =
    typeof error === 'object' && error !== null && 'extensions' in error ? error.extensions : null;
  return typeof extensions === 'object' && extensions !== null && 'code' in extensions
    ? extensions.code
    : undefined;
}
