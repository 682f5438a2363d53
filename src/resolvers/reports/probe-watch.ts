/** How a watch over refused letters is set. */
export interface ProbeWatchOptions {
  /** Told once for each caller that was refused so often within the time. */
  readonly alert: (alert: { readonly caller: string; readonly refused: number }) => void;
  /** Default: 20. */
  readonly threshold?: number;
  /** Default: ten minutes. */
  readonly windowMs?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** Callers that are remembered: the one not heard of for longest is forgotten. */
const maxCallers = 10_000;

/**
 * Counts letters that a caller asked for by name and was not given. Those that are under embargo and those that do not
 * exist count alike: to know the one from the other would take a look that costs time, by which it could be told.
 */
export class ProbeWatch {
  readonly #options: ProbeWatchOptions;
  readonly #callers = new Map<string, { since: number; refused: number }>();

  constructor(options: ProbeWatchOptions) {
    this.#options = options;
  }

  /** Says that a caller was refused letters. */
  refuse(caller: string, letters = 1): void {
    const {
      alert,
      threshold = 20,
      windowMs = 600_000,
      now = () => performance.now(),
    } = this.#options;
    const at = now();
    const known = this.#callers.get(caller);
    const count =
      known !== undefined && at - known.since < windowMs ? known : { since: at, refused: 0 };
    const before = count.refused;
    count.refused += letters;
    this.#callers.delete(caller);
    this.#callers.set(caller, count);
    const [oldest] = this.#callers.keys();
    if (this.#callers.size > maxCallers && oldest !== undefined) this.#callers.delete(oldest);
    if (before < threshold && count.refused >= threshold) {
      alert({ caller, refused: count.refused });
    }
  }
}
