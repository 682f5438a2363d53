/** Of how many letters the data is asked for together. */
export const batchSize = 120;

/**
 * How many of them are made before any is given away, also by a thread: each time costs a watching thread, or a message, and each
 * letter its memory.
 */
export const madeAtOnce = 40;

/** Fewer letters are not worth a batch of their own where the thread and this one take batches in turn. */
const leastShared = 20;

/** Pieces of a length, the last of what is left. */
export function cut<Item>(items: readonly Item[], length: number): (readonly Item[])[] {
  const pieces: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += length) pieces.push(items.slice(at, at + length));
  return pieces;
}

/** Batches that get smaller, so that lanes which take them in turn are done at about the same time. */
export function cutForLanes<Item>(items: readonly Item[], lanes: number): (readonly Item[])[] {
  const pieces: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; ) {
    const share = Math.max(leastShared, Math.ceil((items.length - at) / lanes));
    const end = at + Math.min(batchSize, share);
    pieces.push(items.slice(at, end));
    at = end;
  }
  return pieces;
}
