/**
 * Lets a few operations begin in each turn of the event loop, in the order in which they came; the others wait for the next turns. So a
 * crowd of clients is answered one after another rather than all at once, and only of those that have begun are data held in memory.
 *
 * Nobody waits for another operation to end: where operations wait for a slow subgraph, turns are short, and others begin meanwhile.
 */
export class StartTurns {
  readonly #perTurn: number;
  readonly #waiting: (() => void)[] = [];
  #begun = 0;
  #isTurnSet = false;

  /** @param perTurn How many may begin in one turn, 1 or more. */
  constructor(perTurn: number) {
    this.#perTurn = perTurn;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** When one more may begin: `undefined` for now. */
  take(): Promise<void> | undefined {
    this.#setTurn();
    if (this.#begun < this.#perTurn && this.waiting === 0) {
      this.#begun += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #setTurn(): void {
    if (this.#isTurnSet) return;
    this.#isTurnSet = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isTurnSet = false;
    this.#begun = 0;
    while (this.#begun < this.#perTurn) {
      // Whoever has begun is forgotten at once: a crowd may stand here for hours.
      const begin = this.#waiting.shift();
      if (begin === undefined) break;
      this.#begun += 1;
      begin();
    }
    if (this.#begun > 0) this.#setTurn();
  }
}
