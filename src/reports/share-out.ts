/** Somebody who works on batches, one after another. */
export interface Lane<Batch, Result> {
  work(batch: Batch): Promise<Result>;
  /** When it can begin. Default: at once. */
  whenReady?(): Promise<void>;
}

/** How many results may wait to be taken, for each lane: what is made early takes memory. */
const mostWaiting = 2;

/**
 * Has lanes work on batches side by side, each taking the next one when it is done with its last. Results come in the order of the
 * batches. A lane that is ready when nothing is left to take has nothing to do, and is not waited for.
 *
 * Rejects with the first failure, in that order. When the results are no longer wanted, no further batch is begun.
 */
export async function* shareOut<Batch, Result>(
  batches: readonly Batch[],
  lanes: readonly Lane<Batch, Result>[],
): AsyncGenerator<Result> {
  const results = batches.map(() => Promise.withResolvers<Result>());
  // A failure is told when its turn comes, and not before as one that nobody sees to.
  for (const { promise } of results) promise.catch(() => {});
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
      const { resolve, reject } = results[at] as PromiseWithResolvers<Result>;
      await work(batches[at] as Batch).then(resolve, reject);
    }
  };
  const running = lanes.map(run);
  for (const lane of running) lane.catch(() => {});
  try {
    for (const { promise } of results) {
      yield await promise;
      given += 1;
      wake.resolve();
      wake = Promise.withResolvers();
    }
  } finally {
    isOver = true;
    wake.resolve();
  }
}
