import type { TransportClock } from '../../../src/gateway/transports/transport-clock.ts';

/** A clock that stands still until told to move. Chance gives the same number each time. */
export class ManualClock implements TransportClock {
  readonly #timers = new Set<{ at: number; callback: () => void }>();
  #now = 0;

  constructor(readonly chance = 0.5) {}

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many calls are due at some time to come. */
  get scheduled(): number {
    return this.#timers.size;
  }

  /** Moves on, and calls what is due by then, the earliest first. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }
}

/** A clock on which every wait is over at once. It keeps how long each was. */
export class HurriedClock implements TransportClock {
  readonly waits: number[] = [];
  #now = 0;

  constructor(readonly chance = 0.5) {}

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance;
  }

  schedule(callback: () => void, delayMs: number): () => void {
    this.waits.push(delayMs);
    this.#now += delayMs;
    queueMicrotask(callback);
    return () => {};
  }
}
