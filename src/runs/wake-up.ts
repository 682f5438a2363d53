import { setTimeout as pause } from 'node:timers/promises';

/** Lets those who have nothing to do sleep until somebody calls, or until they want to look themselves. */
export class WakeUp {
  #calls = 0;
  readonly #sleepers = new Set<AbortController>();

  /** How often was called until now. */
  get calls(): number {
    return this.#calls;
  }

  /** Wakes all who sleep. */
  readonly call = (): void => {
    this.#calls += 1;
    for (const sleeper of this.#sleepers) sleeper.abort();
  };

  /**
   * Sleeps so long, until a call, or until the signal is aborted.
   *
   * @param since The calls that were counted before there was nothing to do: of a later one, nothing is slept through.
   */
  async sleep(ms: number, since: number, signal: AbortSignal): Promise<void> {
    if (this.#calls !== since || signal.aborted) return;
    const sleeper = new AbortController();
    this.#sleepers.add(sleeper);
    try {
      await pause(ms, undefined, { signal: AbortSignal.any([signal, sleeper.signal]) });
    } catch {
      // Woken.
    } finally {
      this.#sleepers.delete(sleeper);
    }
  }
}
