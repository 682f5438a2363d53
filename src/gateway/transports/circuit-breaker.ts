import { TransportError } from './transport.error.ts';
import type { TransportClock } from './transport-clock.ts';

export interface CircuitBreakerOptions {
  /** Default: 20. How many of the latest requests are looked at. */
  readonly window?: number;
  /** Default: 10. How many requests must have been made before they are judged. */
  readonly minimum?: number;
  /** Default: 0.5. Share of failures in the window, above 0 and at most 1, at which the breaker opens. */
  readonly failureShare?: number;
  /** Default: 5 seconds. How long a subgraph is left alone before one request tries it again. */
  readonly pauseMs?: number;
}

/** Closed: requests pass. Open: none does. Half-open: one does, to see whether the subgraph is back. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What a request told about the subgraph. A refusal by our own limits tells nothing. */
export type RequestVerdict = 'success' | 'failure' | 'unknown';

export const breakerDefaults: Required<CircuitBreakerOptions> = {
  window: 20,
  minimum: 10,
  failureShare: 0.5,
  pauseMs: 5_000,
};

/** Keeps requests away from a subgraph that fails, so that neither waits for the other. */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  readonly #clock: TransportClock;
  readonly #onChange: (state: BreakerState) => void;
  #state: BreakerState = 'closed';
  #outcomes: boolean[] = [];
  #failures = 0;
  #openUntil = 0;
  #probing = false;

  constructor(
    options: CircuitBreakerOptions,
    clock: TransportClock,
    onChange: (state: BreakerState) => void = () => {},
  ) {
    this.#options = { ...breakerDefaults, ...options };
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /**
   * Asks to send one request. The function that comes back must be called once, with what the request told.
   *
   * @throws TransportError `SUBGRAPH_PAUSED` while the subgraph is left alone.
   */
  enter(): (verdict: RequestVerdict) => void {
    if (this.#state === 'open' && this.#clock.now() >= this.#openUntil) this.#become('half-open');
    if (this.#state === 'closed') return (verdict) => this.#record(verdict);
    if (this.#state === 'open' || this.#probing) {
      throw new TransportError('SUBGRAPH_PAUSED', 'Left alone after many failures');
    }
    this.#probing = true;
    return (verdict) => this.#judgeProbe(verdict);
  }

  /** A verdict on a request that began while the breaker was closed; it may have opened since. */
  #record(verdict: RequestVerdict): void {
    if (verdict === 'unknown' || this.#state !== 'closed') return;
    const { window, minimum, failureShare } = this.#options;
    const failed = verdict === 'failure';
    this.#outcomes.push(failed);
    if (failed) this.#failures++;
    if (this.#outcomes.length > window && this.#outcomes.shift()) this.#failures--;
    const count = this.#outcomes.length;
    if (failed && count >= minimum && this.#failures >= failureShare * count) this.#open();
  }

  #judgeProbe(verdict: RequestVerdict): void {
    this.#probing = false;
    if (verdict === 'failure') this.#open();
    else if (verdict === 'success') {
      this.#outcomes = [];
      this.#failures = 0;
      this.#become('closed');
    }
  }

  #open(): void {
    this.#openUntil = this.#clock.now() + this.#options.pauseMs;
    this.#become('open');
  }

  #become(state: BreakerState): void {
    this.#state = state;
    this.#onChange(state);
  }
}
