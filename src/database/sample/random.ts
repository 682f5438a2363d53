/**
 * A stream of random numbers that is the same every time for the same name, on every machine.
 *
 * Each part of the sample dataset has a stream of its own, so that a change to one part leaves the others as they were.
 * The generator is mulberry32 (Tommy Ettinger, 2017, public domain), seeded with an FNV-1a hash of the name.
 */
export class Random {
  #state: number;

  constructor(name: string) {
    let hash = 0x811c9dc5;
    for (const character of `redress sample ${name}`) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    this.#state = hash;
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from the least to the greatest, both included. */
  whole(least: number, greatest: number): number {
    return least + Math.floor(this.next() * (greatest - least + 1));
  }

  /** True in so many of all cases, from 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A factor around 1: its logarithm is roughly normal with this standard deviation. */
  factor(deviation: number): number {
    let sum = -6;
    for (let round = 0; round < 12; round += 1) sum += this.next();
    return Math.exp(sum * deviation);
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined)
      throw new Error('[sample] expected something to pick from, but got none');
    return item;
  }

  /** One of the items, each as likely as its weight. */
  pickWeighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return this.pick(items)[0];
  }

  /** The items in a random order. */
  shuffle<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, order: this.next() }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
}
