/** Why a stream has ended: its source did, its source broke off, or its reader wanted no more. */
export type StreamEnd = 'completed' | 'broken' | 'stopped';

/** What comes of the events of one source. It can be iterated once. */
export interface EventStream<Item> extends AsyncIterableIterator<Item, undefined> {
  /** Resolves when it has ended, in whatever way. */
  readonly ended: Promise<StreamEnd>;
  return(): Promise<IteratorResult<Item, undefined>>;
  [Symbol.asyncIterator](): EventStream<Item>;
}

export interface EventStreamOptions<Event, Item> {
  readonly source: {
    next(): Promise<IteratorResult<Event, unknown>>;
    return?(): Promise<unknown>;
  };
  complete(event: Event): Promise<Item>;
  /** The last item, when the source breaks. */
  lose(cause: unknown): Item;
}

type Answer<Item> = IteratorResult<Item, undefined>;

/**
 * Takes events from a source, one each time that it is asked for one, and completes them. Ending it ends the source at
 * once, also while an event is awaited: a generator's `return` would wait for the event.
 */
export function createEventStream<Event, Item>({
  source,
  complete,
  lose,
}: EventStreamOptions<Event, Item>): EventStream<Item> {
  const waiting = new Set<(answer: Answer<Item>) => void>();
  let ended = false;
  let tellEnd = (_end: StreamEnd) => {};
  const whenEnded = new Promise<StreamEnd>((resolve) => {
    tellEnd = resolve;
  });
  let last: Promise<unknown> = Promise.resolve();

  const end = (how: StreamEnd): void => {
    ended = true;
    tellEnd(how);
  };

  const free = (how: StreamEnd): void => {
    if (ended) return;
    end(how);
    // Not waited for: a source that waits for an event may take as long as the event does.
    source.return?.().catch(() => {});
  };

  const read = async (): Promise<Answer<Item>> => {
    if (ended) return { done: true, value: undefined };
    try {
      const { done, value } = await source.next();
      if (!done) return { done: false, value: await complete(value) };
      end('completed');
      return { done: true, value: undefined };
    } catch (cause) {
      if (ended) return { done: true, value: undefined };
      free('broken');
      return { done: false, value: lose(cause) };
    }
  };

  return {
    ended: whenEnded,
    next() {
      return new Promise((resolve, reject) => {
        waiting.add(resolve);
        last = last.then(read).then((answer) => {
          waiting.delete(resolve);
          resolve(answer);
        }, reject);
      });
    },
    async return() {
      free('stopped');
      for (const resolve of waiting) resolve({ done: true, value: undefined });
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A stream of one item that is there already. */
export function streamOf<Item>(item: Item): EventStream<Item> {
  const items = [item];
  return createEventStream<Item, Item>({
    source: {
      async next() {
        return items.length > 0
          ? { done: false, value: items.splice(0, 1)[0] as Item }
          : { done: true, value: undefined };
      },
    },
    complete: async (one) => one,
    lose: (cause) => {
      throw cause;
    },
  });
}
