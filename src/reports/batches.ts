/** Of how many letters the data is asked for together at the most: each time costs as much as five letters. */
export const batchSize = 180;

/**
 * How many of them are made before any is given away, also by a thread: each time costs a watching thread, or a message, and each
 * letter its memory.
 */
export const madeAtOnce = 70;

/** Fewer letters are not worth a batch of their own where the thread and this one take batches in turn. */
const leastShared = 20;

/** How much of the last letters is kept back for whoever is done first, and lets a run store the first ones sooner. */
const keptBack = 0.5;

/** Pieces of a length, the last of what is left. */
export function cut<Item>(items: readonly Item[], length: number): (readonly Item[])[] {
  const pieces: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += length) pieces.push(items.slice(at, at + length));
  return pieces;
}

/**
 * Batches for lanes that take them in turn: few, and the last ones small, so that lanes are done at about the same time.
 */
export function cutForLanes<Item>(items: readonly Item[], lanes: number): (readonly Item[])[] {
  const whole = lanes * batchSize;
  const last = items.length % whole || whole;
  const from = Math.max(0, items.length - last);
  const kept = Math.floor((last * keptBack) / lanes);
  const share = Math.max(
    leastShared,
    Math.ceil(last / lanes) - (kept < 2 * leastShared ? 0 : kept),
  );
  const to = Math.min(items.length, from + lanes * share);
  return [
    ...cut(items.slice(0, from), batchSize),
    ...cut(items.slice(from, to), share),
    ...cut(items.slice(to), Math.ceil((items.length - to) / lanes)),
  ];
}
