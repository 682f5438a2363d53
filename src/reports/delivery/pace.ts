import { setTimeout as pause } from 'node:timers/promises';

/** Lets so many through in a minute, evenly spread. */
export interface Pace {
  /** Waits for the next place: `true`, or `false` when the signal was aborted meanwhile. */
  take(signal: AbortSignal): Promise<boolean>;
}

/** Waits so long, or until the signal is aborted. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}

/** @param perMinute 0: as many as come. */
export function createPace(
  perMinute: number,
  now: () => number = performance.now.bind(performance),
  wait = sleep,
): Pace {
  const gapMs = perMinute === 0 ? 0 : 60_000 / perMinute;
  let nextAt = 0;
  return {
    async take(signal) {
      const at = Math.max(nextAt, now());
      nextAt = at + gapMs;
      const waitMs = at - now();
      if (waitMs > 0) await wait(waitMs, signal);
      return !signal.aborted;
    },
  };
}
