import type { OperationLimits } from '../limits/operation-limits.ts';
import type { RateLimitOptions } from '../limits/rate-limiter.ts';
import type { PersistedOperations } from './persisted-operations.ts';

/** Who may see the schema of the graph. */
export type SchemaAudience = 'everyone' | 'signed-in' | 'nobody';

/** How a gateway's server protects itself. All of it has defaults. */
export interface GatewayProtection {
  /** How much one request may ask for. Each has a default. */
  readonly limits?: Partial<OperationLimits>;
  /**
   * Default: `signed-in` where `NODE_ENV` is `production`, else `everyone`. Who may ask for the schema, and is told names
   * of it that are like misspelt ones.
   */
  readonly introspection?: SchemaAudience;
  /** Default: `automatic`. Whether clients may, or must, name operations instead of sending their texts. */
  readonly persistedOperations?: PersistedOperations;
  /** Default: none. How often one caller may ask: by its credential, or by its address without one. */
  readonly rateLimit?: RateLimitOptions | undefined;
  /** Default: 500. Operations under way at one time; more get 503 and are told when to come back. */
  readonly maxConcurrentOperations?: number;
  /** Default: 1000. Subscriptions open at one time; more get 503. They do not count as operations under way. */
  readonly maxSubscriptions?: number;
  /** Default: 30 seconds. How long a client may take to send a request. */
  readonly requestTimeoutMs?: number;
  /** Default: 12 seconds. How often an open subscription says that it is still there. */
  readonly heartbeatMs?: number;
  /**
   * Default: `false`. Whose `X-Forwarded-For` is believed: `true` for everybody's, or addresses and networks of
   * proxies, divided by commas. Rate limits by address need it behind a proxy.
   */
  readonly trustProxy?: boolean | string;
}
