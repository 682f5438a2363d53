import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import {
  type BreakerState,
  breakerDefaults,
  type CircuitBreakerOptions,
} from './circuit-breaker.ts';
import { type RetryOptions, retryDefaults } from './retry.ts';
import { systemClock, type TransportClock } from './transport-clock.ts';

export interface HttpTransportOptions<TContext> extends RetryOptions {
  /**
   * Headers of each request, from the context of the client's operation. Names in lower case. Headers that belong to
   * one connection, such as `host` and `content-length`, are left out. `gatewayHeaders` of sign-in gives those by which
   * a subgraph knows the gateway and the caller.
   */
  readonly headers?: (contextValue: TContext) => Readonly<Record<string, string>>;
  /** Default: 30 seconds. Time for one request from its start to the last byte of the answer, retries included. */
  readonly timeoutMs?: number;
  /**
   * Default: none. When the client's operation must be done, on the clock's scale (`performance.now()`): no request of
   * it waits longer, however many follow each other.
   */
  readonly deadlineAt?: (contextValue: TContext) => number;
  /** Default: 10 seconds, and never more than `timeoutMs`. Time to open a connection. */
  readonly connectTimeoutMs?: number;
  /** Default: 50 MiB. A larger answer is refused. */
  readonly maxResponseBytes?: number;
  /** Default: 64. Connections to the subgraph at one time; more requests wait. */
  readonly connections?: number;
  /** Default: 1000. Requests that wait for a connection; more are refused. */
  readonly maxWaiting?: number;
  /** Default: on, see there. `false` turns it off. */
  readonly breaker?: CircuitBreakerOptions | false;
  /** Told of every change of the breaker, for logs and metrics. */
  readonly onBreakerChange?: (state: BreakerState) => void;
  /**
   * Default: false. Whether queries that are the same to the last header, variable and letter are sent once while one of
   * them is in flight. Headers that only describe a request (`traceparent`, `x-request-id`) may differ.
   */
  readonly merge?: boolean;
  /** Default: the clock of this machine. For tests. */
  readonly clock?: TransportClock;
}

export const httpTransportDefaults = {
  timeoutMs: 30_000,
  connectTimeoutMs: 10_000,
  maxResponseBytes: 52_428_800,
  connections: 64,
  maxWaiting: 1_000,
} as const;

/** The options with their defaults, checked. `breaker` is `undefined` when it is off. */
export interface ResolvedOptions<TContext> extends Required<RetryOptions> {
  readonly url: URL;
  readonly headers: ((contextValue: TContext) => Readonly<Record<string, string>>) | undefined;
  readonly timeoutMs: number;
  readonly deadlineAt: ((contextValue: TContext) => number) | undefined;
  readonly connectTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly connections: number;
  readonly maxWaiting: number;
  readonly breaker: Required<CircuitBreakerOptions> | undefined;
  readonly onBreakerChange: ((state: BreakerState) => void) | undefined;
  readonly merge: boolean;
  readonly clock: TransportClock;
}

/** @throws GatewayConfigurationError when the address or a number cannot work. */
export function resolveHttpTransportOptions<TContext>(
  url: string,
  options: HttpTransportOptions<TContext>,
): ResolvedOptions<TContext> {
  const timeoutMs = options.timeoutMs ?? httpTransportDefaults.timeoutMs;
  const breaker =
    options.breaker === false ? undefined : { ...breakerDefaults, ...options.breaker };
  const resolved: ResolvedOptions<TContext> = {
    ...httpTransportDefaults,
    ...retryDefaults,
    ...withoutUndefined(options),
    url: readUrl(url),
    timeoutMs,
    connectTimeoutMs: Math.min(
      timeoutMs,
      options.connectTimeoutMs ?? httpTransportDefaults.connectTimeoutMs,
    ),
    breaker,
    headers: options.headers,
    deadlineAt: options.deadlineAt,
    onBreakerChange: options.onBreakerChange,
    merge: options.merge ?? false,
    clock: options.clock ?? systemClock,
  };
  assertWhole(resolved, 'timeoutMs', 1);
  assertWhole(resolved, 'connectTimeoutMs', 1);
  assertWhole(resolved, 'maxResponseBytes', 1);
  assertWhole(resolved, 'connections', 1);
  assertWhole(resolved, 'maxWaiting', 0);
  assertWhole(resolved, 'retries', 0, 10);
  assertWhole(resolved, 'retryDelayMs', 0);
  assertWhole(resolved, 'maxRetryDelayMs', 0);
  if (breaker !== undefined) {
    assertWhole(breaker, 'window', 1);
    assertWhole(breaker, 'minimum', 1, breaker.window);
    assertWhole(breaker, 'pauseMs', 1);
    assertShare(breaker.failureShare);
  }
  return resolved;
}

function withoutUndefined<Options extends object>(options: Options): Options {
  const kept = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as Options;
}

/** Never quotes an address that holds a password. */
function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username || url?.password) {
    throw new GatewayConfigurationError(
      '[gateway] createHttpTransport: a URL without user and password was expected, but got one with them. ' +
        'Send credentials in the option "headers".',
    );
  }
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new GatewayConfigurationError(
    `[gateway] createHttpTransport: an absolute http or https URL was expected, but got "${text}".`,
  );
}

const maximumNumber = 2 ** 31 - 1;

function assertWhole<Key extends string>(
  options: Readonly<Record<Key, number>>,
  name: Key,
  minimum: number,
  maximum = maximumNumber,
): void {
  const value = options[name];
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return;
  throw new GatewayConfigurationError(
    `[gateway] createHttpTransport: ${name} must be a whole number from ${minimum} to ${maximum}, but got ` +
      `${value}. Leave it out for its default.`,
  );
}

function assertShare(share: number): void {
  if (share > 0 && share <= 1) return;
  throw new GatewayConfigurationError(
    '[gateway] createHttpTransport: failureShare must be a number above 0 and at most 1, but got ' +
      `${share}. Leave it out for ${breakerDefaults.failureShare}.`,
  );
}
