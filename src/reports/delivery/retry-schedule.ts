/** How long letters wait for another attempt. */
export interface RetrySchedule {
  /** Pause after the first attempt, in milliseconds; each one after it is twice as long. */
  readonly firstPauseMs: number;
  /** No pause is longer. Default: four hours. */
  readonly longestPauseMs?: number;
  /** From when a letter is given up, after its first attempt. Default: four days, as mail servers do. */
  readonly giveUpAfterMs?: number;
}

const hourMs = 3_600_000;

/**
 * When a letter that was put off is tried again, or null when it is given up.
 *
 * @param attempts How often it has been tried.
 * @param createdAt When it was put into the outbox.
 */
export function nextAttempt(
  attempts: number,
  createdAt: Date,
  now: Date,
  { firstPauseMs, longestPauseMs = 4 * hourMs, giveUpAfterMs = 96 * hourMs }: RetrySchedule,
): Date | null {
  const pauseMs = Math.min(firstPauseMs * 2 ** Math.min(attempts - 1, 30), longestPauseMs);
  const at = new Date(now.getTime() + pauseMs);
  return at.getTime() - createdAt.getTime() > giveUpAfterMs ? null : at;
}
