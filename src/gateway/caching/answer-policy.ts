import type { AnswerCaching } from './cache-control.ts';

/** What the schema says of all that one fetch asks for. */
export interface FetchPolicy {
  /** The shortest of the hints, in seconds; `Infinity` where there is none. */
  readonly maxAge: number;
  /** Whether something in it has no hint, and so would not be kept. */
  readonly isSilent: boolean;
  readonly isPrivate: boolean;
}

/** How the answer to one operation may be kept: the strictest of all that goes into it. */
export class AnswerPolicy {
  #maxAge = Number.POSITIVE_INFINITY;
  #isSilent = false;
  #isPrivate = false;

  /** Adds a fetch. What its answer says of itself takes the place of hints that are lacking, never of those that are there. */
  addFetch(policy: FetchPolicy, said: AnswerCaching | undefined): void {
    this.#maxAge = Math.min(this.#maxAge, policy.maxAge, said?.maxAge ?? Number.POSITIVE_INFINITY);
    if (policy.isSilent && said?.maxAge === undefined) this.#isSilent = true;
    if (policy.isPrivate || said?.isPrivate) this.#isPrivate = true;
  }

  /** Only the one who asked may keep it. */
  makePrivate(): void {
    this.#isPrivate = true;
  }

  /** Nobody may keep it. */
  forbid(): void {
    this.#maxAge = 0;
  }

  /** Seconds for which all may share it; 0 where they may not. */
  get sharedSeconds(): number {
    return this.#isPrivate ? 0 : this.#seconds;
  }

  /**
   * The value of `Cache-Control`. Where nothing was said of it, a client may keep the answer but has to ask each time
   * whether it is still good.
   */
  get header(): string {
    if (this.#maxAge === 0) return 'no-store';
    const seconds = this.#seconds;
    if (seconds === 0) return 'private, no-cache';
    return `max-age=${seconds}, ${this.#isPrivate ? 'private' : 'public'}`;
  }

  get #seconds(): number {
    return this.#isSilent || this.#maxAge === Number.POSITIVE_INFINITY ? 0 : this.#maxAge;
  }
}
