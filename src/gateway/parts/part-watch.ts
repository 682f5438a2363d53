import type { RunError, StepWatch } from '../run/operation-run.ts';

/** Which steps of one running plan are done, and what went wrong in each. */
export class PartWatch implements StepWatch {
  isStopped = false;
  readonly #errors = new Map<number, readonly RunError[]>();
  #failure: { readonly cause: unknown } | undefined;
  #isFinished = false;
  #change = createSignal();

  done(step: number, errors: readonly RunError[]): void {
    this.#errors.set(step, errors);
    this.#tell();
  }

  /** Follows the whole plan: steps that it left out count as done once it has ended. */
  follow(plan: undefined | Promise<void>): void {
    const finish = (failure?: { readonly cause: unknown }): void => {
      this.#failure = failure;
      this.#isFinished = true;
      this.#tell();
    };
    if (plan === undefined) finish();
    else {
      plan.then(
        () => finish(),
        (cause: unknown) => finish({ cause }),
      );
    }
  }

  /** @throws what made the plan fail. */
  areDone(steps: ReadonlySet<number>): boolean {
    if (this.#failure !== undefined) throw this.#failure.cause;
    return this.#isFinished || [...steps].every((step) => this.#errors.has(step));
  }

  async untilDone(steps: ReadonlySet<number>): Promise<void> {
    while (!this.areDone(steps)) await this.changed();
  }

  /** @throws what made the plan fail. */
  async untilFinished(): Promise<void> {
    while (!this.#isFinished) await this.changed();
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  /** Resolves with the next step that is done. */
  changed(): Promise<void> {
    return this.#change.promise;
  }

  /** The errors of these steps, or of all, in the order of the plan. */
  errorsOf(steps: Iterable<number> = this.#errors.keys()): RunError[] {
    return [...steps]
      .sort((one, other) => one - other)
      .flatMap((step) => this.#errors.get(step) ?? []);
  }

  #tell(): void {
    const { resolve } = this.#change;
    this.#change = createSignal();
    resolve();
  }
}

function createSignal(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
