import { performance } from 'node:perf_hooks';

/** Time and chance as transports use them. Tests pass their own. */
export interface TransportClock {
  /** Milliseconds since a fixed moment; never goes back. */
  now(): number;
  /** Calls `callback` once, after `delayMs`, unless the function that comes back is called before. */
  schedule(callback: () => void, delayMs: number): () => void;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
}

/** The clock of this machine. */
export const systemClock: TransportClock = {
  now: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
