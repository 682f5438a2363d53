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

/**
 * The same in no order: each result is given when it is made. Rejects with whichever failure comes first. No further batch is begun
 * while more than two results a lane wait to be taken.
 */
export async function* shareOutAsMade<Batch, Result>(
  batches: readonly Batch[],
  lanes: readonly Lane<Batch, Result>[],
): AsyncGenerator<Result> {
  const output = new Output<Result>();
  const all = Promise.withResolvers<void>();
  let [begun, ended, isOver] = [0, 0, false];
  if (batches.length === 0) all.resolve();
  const run = async ({ work, whenReady }: Lane<Batch, Result>, give: (result: Result) => void) => {
    await whenReady?.();
    while (begun < batches.length && !isOver) {
      if (output.waiting > mostWaiting * lanes.length) {
        await output.nextTaken();
        continue;
      }
      const batch = batches[begun] as Batch;
      begun += 1;
      try {
        await work(batch, give);
      } catch (failure) {
        all.reject(failure);
        return;
      }
      ended += 1;
      if (ended === batches.length) all.resolve();
    }
  };
  void output.fill((give) => {
    for (const lane of lanes) run(lane, give).catch(() => {});
    return all.promise;
  });
  try {
    yield* output.take();
  } finally {
    isOver = true;
    output.release();
  }
}

/** What is given, from whoever makes it to whoever takes it. */
class Output<Result> {
  readonly #results: Result[] = [];
  #end: { readonly failure?: unknown; readonly isFailed: boolean } | undefined;
  #changed = Promise.withResolvers<void>();
  #taken = Promise.withResolvers<void>();

  /** How many results nobody has taken. */
  get waiting(): number {
    return this.#results.length;
  }

  /** When the next one is taken, or none are wanted any more. */
  nextTaken(): Promise<void> {
    return this.#taken.promise;
  }

  /** Says that no more are wanted. */
  release(): void {
    this.#taken.resolve();
  }

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
        const result = this.#results.shift() as Result;
        this.#taken.resolve();
        this.#taken = Promise.withResolvers();
        yield result;
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
