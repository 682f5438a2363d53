/**
 * Keeps the `capacity` entries that were used last, and of them only so many that their keys have at most `maxCharacters`
 * together: where keys are texts of operations, what is kept of them grows with their length.
 */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  #characters = 0;

  constructor(
    readonly capacity: number,
    readonly maxCharacters: number = Number.POSITIVE_INFINITY,
    /** Told of each entry that is let go of for newer ones. */
    readonly onEvict: () => void = () => {},
  ) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.delete(key);
    this.#entries.set(key, value);
    this.#characters += key.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.capacity && this.#characters <= this.maxCharacters) break;
      this.delete(oldest);
      this.onEvict();
    }
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#characters -= key.length;
  }
}
