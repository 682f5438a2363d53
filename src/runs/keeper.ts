/** Keeps things while more of them are made. */
export interface Keeper<Thing> {
  /** Has it kept, beside what is made next. Throws when keeping has failed. */
  add(thing: Thing): void;
  /** When all are kept. Rejects when keeping has failed, after which nothing more is kept. */
  finish(): Promise<void>;
}

/** Keeps things one call after another, each with all that came while the last was under way: a slow store is asked less often. */
export function createKeeper<Thing>(keep: (all: readonly Thing[]) => Promise<void>): Keeper<Thing> {
  let waiting: Thing[] = [];
  let failure: { readonly cause: unknown } | undefined;
  let keeping: Promise<void> | undefined;
  const keepAll = async () => {
    try {
      while (waiting.length > 0) {
        const all = waiting;
        waiting = [];
        await keep(all);
      }
    } catch (cause) {
      failure = { cause };
    }
    keeping = undefined;
  };
  return {
    add(thing) {
      if (failure !== undefined) throw failure.cause;
      waiting.push(thing);
      keeping ??= keepAll();
    },
    async finish() {
      await keeping;
      if (failure !== undefined) throw failure.cause;
    },
  };
}
