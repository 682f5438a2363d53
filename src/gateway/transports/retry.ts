import { TransportError } from './transport.error.ts';
import type { TransportClock } from './transport-clock.ts';

export interface RetryOptions {
  /** Default: 2. How often a query is sent again after its first attempt; 0 to 10. Mutations never are. */
  readonly retries?: number;
  /** Default: 50 milliseconds. Longest wait before the first retry; it doubles with each, and chance picks below it. */
  readonly retryDelayMs?: number;
  /** Default: 1 second. No wait is longer. */
  readonly maxRetryDelayMs?: number;
}

export const retryDefaults: Required<RetryOptions> = {
  retries: 2,
  retryDelayMs: 50,
  maxRetryDelayMs: 1_000,
};

/** Statuses by which a server, or a proxy before it, says that the same request may work a moment later. */
const passingStatuses: ReadonlySet<number | undefined> = new Set([429, 502, 503, 504]);

/**
 * Whether sending a query once more may help: the connection failed, or the answer was that of a server that is
 * starting, stopping or overloaded. A subgraph that used up its time is not asked again.
 */
export function isPassing(error: unknown): error is TransportError {
  if (!(error instanceof TransportError)) return false;
  if (error.code === 'SUBGRAPH_UNREACHABLE') return true;
  return error.code === 'SUBGRAPH_BAD_RESPONSE' && passingStatuses.has(error.statusCode);
}

/**
 * Runs `attempt`, and again after failures that may pass, with growing and random waits between. Never waits beyond
 * `deadlineAt`, on the clock's scale: the last failure comes at once when there is no time for another attempt.
 */
export async function retry<Result>(
  attempt: () => Promise<Result>,
  deadlineAt: number,
  { retries, retryDelayMs, maxRetryDelayMs }: Required<RetryOptions>,
  clock: TransportClock,
): Promise<Result> {
  for (let round = 0; ; round++) {
    try {
      return await attempt();
    } catch (error) {
      if (round >= retries || !isPassing(error)) throw error;
      const ceiling = Math.min(maxRetryDelayMs, retryDelayMs * 2 ** round);
      const delayMs = Math.max(error.retryAfterMs ?? 0, clock.random() * ceiling);
      if (clock.now() + delayMs >= deadlineAt) throw error;
      await new Promise<void>((resolve) => {
        clock.schedule(resolve, delayMs);
      });
    }
  }
}
