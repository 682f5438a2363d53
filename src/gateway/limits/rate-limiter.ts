import { isIPv6 } from 'node:net';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';

export interface RateLimitOptions {
  /** Operations that a caller may send in the long run. */
  readonly perSecond: number;
  /** Default: ten seconds' worth. Operations that a caller may send at once after a pause. */
  readonly burst?: number;
  /** Default: 20 000. Callers that are remembered; those not seen for longest are forgotten first. */
  readonly maxCallers?: number;
  /** Milliseconds from any fixed moment. Default: the clock of the process. */
  readonly now?: () => number;
}

/** Bounds what callers may send: in this process, or by asking whoever counts for several. */
export interface RateLimit {
  /** Takes `amount`, all or nothing. @returns 0, else the whole seconds after which there will be enough. Default: 1. */
  take(caller: string, amount?: number): number | Promise<number>;
}

interface Bucket {
  level: number;
  at: number;
}

/** A token bucket for each caller, in bounded memory. */
export class RateLimiter implements RateLimit {
  readonly burst: number;
  readonly #perSecond: number;
  readonly #maxCallers: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  /** @throws GatewayConfigurationError for a rate that lets nothing through. */
  constructor(options: RateLimitOptions) {
    const { perSecond, burst = Math.max(1, perSecond * 10), maxCallers = 20_000 } = options;
    for (const [name, value] of Object.entries({ perSecond, burst, maxCallers })) {
      if (Number.isFinite(value) && (name === 'perSecond' ? value > 0 : value >= 1)) continue;
      throw new GatewayConfigurationError(
        `[gateway] rateLimit.${name}: a number ${name === 'perSecond' ? 'above 0' : 'of at least 1'} was expected, ` +
          `but got ${value}. Leave rateLimit out for no limit.`,
      );
    }
    this.burst = burst;
    this.#perSecond = perSecond;
    this.#maxCallers = maxCallers;
    this.#now = options.now ?? (() => performance.now());
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Takes `amount` from the caller's bucket, all or nothing.
   *
   * @returns 0 when there was enough, else the whole seconds after which there will be. What is more than a full
   * bucket is never enough.
   */
  take(caller: string, amount = 1): number {
    const bucket = this.#bucketOf(caller);
    const lacking = amount - bucket.level;
    if (lacking > 0) return Math.max(1, Math.ceil(lacking / this.#perSecond));
    bucket.level -= amount;
    return 0;
  }

  #bucketOf(caller: string): Bucket {
    const now = this.#now();
    const known = this.#buckets.get(caller);
    const level = known ? known.level + ((now - known.at) / 1_000) * this.#perSecond : this.burst;
    const bucket = { level: Math.min(level, this.burst), at: now };
    this.#buckets.delete(caller);
    this.#buckets.set(caller, bucket);
    if (this.#buckets.size > this.#maxCallers) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return bucket;
  }
}

/**
 * Under which name an address counts. Of an IPv6 address the network (the first 64 bits), for a household or a server
 * has all addresses of one.
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
