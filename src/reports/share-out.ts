/** Somebody who works on batches, one after another. */
export interface Lane<Batch, Result> {
  /** Gives what it makes of a batch, in one piece or several. */
  work(batch: Batch, give: (result: Result) => void): Promise<void>;
  /** When it can begin. Default: at once. */
  whenReady?(): Promise<void>;
}

/** How many batches may wait to be taken, for each lane: what is made early takes memory. */
const mostWaiting = 2;

/**
 * Has lanes work on batches side by side, each taking the next one when it is done with its last. Results come in the order of the
 * batches, those of the batch whose turn it is as they are made; whatever was given is held by nobody here. A lane that is ready when
 * nothing is left to take has nothing to do, and is not waited for.
 *
 * Rejects with the first failure, in that order. When the results are no longer wanted, no further batch is begun.
 */
export async function* shareOut<Batch, Result>(
  batches: readonly Batch[],
  lanes: readonly Lane<Batch, Result>[],
): AsyncGenerator<Result> {
  // Of batches that are begun, or wanted, and not yet given.
  const outputs = new Map<number, Output<Result>>();
  const outputOf = (at: number): Output<Result> => {
    const known = outputs.get(at);
    if (known !== undefined) return known;
    const made = new Output<Result>();
    outputs.set(at, made);
    return made;
  };
  let [begun, given, isOver] = [0, 0, false];
  let wake = Promise.withResolvers<void>();
  const run = async ({ work, whenReady }: Lane<Batch, Result>) => {
    await whenReady?.();
    while (begun < batches.length && !isOver) {
      if (begun - given >= mostWaiting * lanes.length) {
        await wake.promise;
        continue;
      }
      const at = begun;
      begun += 1;
      await outputOf(at).fill((give) => work(batches[at] as Batch, give));
    }
  };
  const running = lanes.map(run);
  for (const lane of running) lane.catch(() => {});
  try {
    while (given < batches.length) {
      yield* outputOf(given).take();
      outputs.delete(given);
      given += 1;
      wake.resolve();
      wake = Promise.withResolvers();
    }
  } finally {
    isOver = true;
    wake.resolve();
  }
}

/** What one batch gives, from whoever works on it to whoever takes it. */
class Output<Result> {
  readonly #results: Result[] = [];
  #end: { readonly failure?: unknown; readonly isFailed: boolean } | undefined;
  #changed = Promise.withResolvers<void>();

  /** Never rejects: a failure is told to whoever takes the results. */
  async fill(work: (give: (result: Result) => void) => Promise<void>): Promise<void> {
    try {
      await work((result) => {
        this.#results.push(result);
        this.#tell();
      });
      this.#end = { isFailed: false };
    } catch (failure) {
      this.#end = { isFailed: true, failure };
    }
    this.#tell();
  }

  async *take(): AsyncGenerator<Result> {
    for (;;) {
      if (this.#results.length > 0) {
        yield this.#results.shift() as Result;
        continue;
      }
      if (this.#end?.isFailed === true) throw this.#end.failure;
      if (this.#end !== undefined) return;
      await this.#changed.promise;
    }
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
