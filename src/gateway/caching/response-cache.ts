import { createHash } from 'node:crypto';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';

export interface ResponseCacheOptions {
  /** Default: 32 MiB. Bytes of memory for answers; those used least lately go first. 0 keeps none. */
  readonly maxBytes?: number;
  /**
   * Default: false. Whether operations for which there is nothing kept wait for one that is the same and under way, and get its
   * answer, also where it may not be kept.
   */
  readonly mergeInFlight?: boolean;
  /** Default: the clock of this machine. Milliseconds from any beginning. */
  now?(): number;
  /** Told of each lookup, and of the operation that it was for. */
  onLookup?(result: 'hit' | 'miss', operationName: string): void;
  /** Told of each answer that has to go for a newer one. */
  onEvict?(): void;
  /** Default: there are no others. Has caches of other processes that keep the same answers forget them; resolves when they have. */
  clearOthers?(): Promise<void>;
}

/** An answer that was found. */
export interface KeptResponse {
  /** The whole GraphQL response as it is sent. */
  readonly text: string;
  /** Whole seconds since it was made. */
  readonly ageSeconds: number;
  /** Seconds for which it was good when it was made. */
  readonly maxAgeSeconds: number;
}

/** The place of one operation in the cache, as it was when it began. */
export interface CacheSlot {
  readonly key: string;
  readonly startedAt: number;
  /** How often the cache had been emptied. */
  readonly epoch: number;
}

interface Entry {
  readonly text: string;
  readonly madeAt: number;
  readonly maxAgeSeconds: number;
  readonly bytes: number;
}

const defaultMaxBytes = 33_554_432;
/** What an entry takes besides its text: key, map and object. */
const entryBytes = 400;
/** A character of a text that is not all Latin takes two. */
const bytesPerCharacter = 2;

/**
 * Answers that everybody may share, in this process and within bounded memory. It knows nothing of callers: who asks it
 * makes sure that only what is public comes in, and only who sees what the public sees gets it.
 *
 * @throws GatewayConfigurationError when `maxBytes` cannot work.
 */
export class ResponseCache {
  readonly maxBytes: number;
  readonly #entries = new Map<string, Entry>();
  /** Operations under way, by place. Undefined where none waits for another. */
  readonly #underWay: Map<string, Promise<unknown>> | undefined;
  readonly #now: () => number;
  readonly #onLookup: ResponseCacheOptions['onLookup'];
  readonly #onEvict: ResponseCacheOptions['onEvict'];
  readonly #clearOthers: ResponseCacheOptions['clearOthers'];
  #bytes = 0;
  #epoch = 0;

  constructor(options: ResponseCacheOptions = {}) {
    const { maxBytes = defaultMaxBytes } = options;
    if (!Number.isInteger(maxBytes) || maxBytes < 0) {
      throw new GatewayConfigurationError(
        `[gateway] maxBytes of the response cache: a whole number of at least 0 was expected, but got ${maxBytes}. ` +
          `Leave it out for ${defaultMaxBytes}.`,
      );
    }
    this.maxBytes = maxBytes;
    if (options.mergeInFlight) this.#underWay = new Map();
    this.#now = options.now ?? (() => performance.now());
    this.#onLookup = options.onLookup;
    this.#onEvict = options.onEvict;
    this.#clearOthers = options.clearOthers;
  }

  /** Estimated bytes of what is kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many answers are kept. */
  get size(): number {
    return this.#entries.size;
  }

  /** The place of an operation. Take it before the operation runs. */
  slot(
    text: string,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): CacheSlot {
    const parts = JSON.stringify([text, operationName ?? null, variables]);
    const key = createHash('sha256').update(parts).digest('base64');
    return { key, startedAt: this.#now(), epoch: this.#epoch };
  }

  /** The answer that is kept there and still good. */
  find({ key }: CacheSlot, operationName: string): KeptResponse | undefined {
    const entry = this.#entries.get(key);
    const age = entry === undefined ? 0 : this.#now() - entry.madeAt;
    const isGood = entry !== undefined && age < entry.maxAgeSeconds * 1_000;
    this.#onLookup?.(isGood ? 'hit' : 'miss', operationName);
    if (entry === undefined) return undefined;
    this.#drop(key, entry);
    if (!isGood) return undefined;
    // Used last, so that it goes last.
    this.#put(key, entry);
    const { text, maxAgeSeconds } = entry;
    return { text, maxAgeSeconds, ageSeconds: Math.floor(age / 1_000) };
  }

  /**
   * Runs an operation, or waits for one in the same place that is under way. Nobody waits for one that began before the cache was
   * emptied last.
   */
  share<Answer>({ key }: CacheSlot, run: () => Promise<Answer>): Promise<Answer> {
    const underWay = this.#underWay;
    if (underWay === undefined) return run();
    // Whoever asks for one place asks for the same kind of answer.
    const known = underWay.get(key) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const running = run().finally(() => {
      if (underWay.get(key) === running) underWay.delete(key);
    });
    underWay.set(key, running);
    return running;
  }

  /** Keeps an answer, unless the cache was emptied since its operation began, or the answer is larger than all of it. */
  keep({ key, startedAt, epoch }: CacheSlot, text: string, maxAgeSeconds: number): void {
    const bytes = text.length * bytesPerCharacter + entryBytes;
    if (epoch !== this.#epoch || bytes > this.maxBytes || maxAgeSeconds <= 0) return;
    const before = this.#entries.get(key);
    if (before) this.#drop(key, before);
    this.#put(key, { text, madeAt: startedAt, maxAgeSeconds, bytes });
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.maxBytes) break;
      this.#drop(oldest, entry);
      this.#onEvict?.();
    }
  }

  /** Forgets all as `clear` does, and resolves when others that keep the same answers have too: call it when data have changed. */
  async clearEverywhere(): Promise<void> {
    this.clear();
    await this.#clearOthers?.();
  }

  /** Forgets all in this cache, and what is still being made: call it when the schema has changed. */
  clear(): void {
    this.#epoch += 1;
    this.#entries.clear();
    this.#underWay?.clear();
    this.#bytes = 0;
  }

  #put(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
  }

  #drop(key: string, { bytes }: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= bytes;
  }
}
