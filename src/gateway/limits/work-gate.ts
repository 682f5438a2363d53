/** For how long the gate still counts as busy after it has turned somebody away. */
const calmMs = 1_000;

/** Bounds how much work is under way at one time, so that what was accepted stays fast. */
export class WorkGate {
  readonly #now: () => number;
  #underWay = 0;
  #refusedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param limit How much may be under way, 1 or more.
   * @param now Milliseconds from any fixed moment. Default: the clock of the process.
   */
  constructor(
    readonly limit: number,
    now: () => number = () => performance.now(),
  ) {
    this.#now = now;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Whether nothing more is accepted now, or somebody was turned away within the last second. */
  get isBusy(): boolean {
    return this.isFull || this.#now() - this.#refusedAt < calmMs;
  }

  get isFull(): boolean {
    return this.#underWay >= this.limit;
  }

  /** Takes `amount` places. The function that comes back frees them, once. `undefined` when there are too few. */
  enter(amount = 1): (() => void) | undefined {
    if (this.#underWay + amount > this.limit) {
      this.refuse();
      return undefined;
    }
    this.#underWay += amount;
    let left = false;
    return () => {
      if (!left) this.#underWay -= amount;
      left = true;
    };
  }

  /** Notes that somebody was turned away. */
  refuse(): void {
    this.#refusedAt = this.#now();
  }
}
