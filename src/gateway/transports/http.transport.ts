import { completeAnswer } from './answer-shape.ts';
import { type BreakerState, CircuitBreaker, type RequestVerdict } from './circuit-breaker.ts';
import { createHttpExchange } from './http-exchange.ts';
import { createHttpSubscriptions } from './http-subscription.ts';
import {
  type HttpTransportOptions,
  type ResolvedOptions,
  resolveHttpTransportOptions,
} from './http-transport-options.ts';
import { readSubgraphResponse } from './read-subgraph-response.ts';
import { RequestMerger } from './request-merger.ts';
import { retry } from './retry.ts';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.ts';
import { TransportError } from './transport.error.ts';

/** A transport over HTTP, with the state of its breaker for readiness and metrics. */
export interface HttpTransport<TContext> extends SubgraphTransport<TContext> {
  readonly breakerState: BreakerState;
}

/** An answer as it came, and as it was first read. */
interface ReadAnswer {
  readonly statusCode: number;
  readonly text: string;
  readonly response: SubgraphResponse;
}

/** When a request must be done, and whether its own time limit says so or that of the whole operation. */
interface Deadline {
  readonly at: number;
  readonly isOwn: boolean;
}

/**
 * A transport that sends operations as JSON over HTTP to `url`, on connections that stay open between requests. Each
 * request has a time limit that covers its retries; queries are retried, mutations never; a breaker leaves a failing
 * subgraph alone; answers are limited in size. Redirects are not followed. Subscriptions come as server-sent events,
 * each on a connection of its own.
 *
 * @throws GatewayConfigurationError when the address or an option cannot work.
 */
export function createHttpTransport<TContext>(
  url: string,
  options: HttpTransportOptions<TContext> = {},
): HttpTransport<TContext> {
  const settings = resolveHttpTransportOptions(url, options);
  const { clock, timeoutMs, merge } = settings;
  const exchange = createHttpExchange(settings);
  const breaker =
    settings.breaker && new CircuitBreaker(settings.breaker, clock, settings.onBreakerChange);
  const subscriptions = createHttpSubscriptions(settings);
  const merger = new RequestMerger<ReadAnswer>();

  /** One attempt, unless the breaker is open. Time that the operation lacked says nothing about the subgraph. */
  const attempt = async (
    body: string,
    headers: Readonly<Record<string, string>>,
    { at, isOwn }: Deadline,
  ): Promise<ReadAnswer> => {
    const leave = breaker?.enter();
    const budgetMs = at - clock.now();
    try {
      const answer = await exchange.send(body, headers, budgetMs);
      const { statusCode, text, retryAfterMs, caching } = answer;
      const response = { ...readSubgraphResponse(statusCode, text, retryAfterMs), caching };
      leave?.('success');
      return { statusCode, text, response };
    } catch (error) {
      leave?.(!isOwn && isTimeout(error) ? 'unknown' : verdictOn(error));
      throw error;
    }
  };

  return {
    get breakerState() {
      return breaker?.state ?? 'closed';
    },
    async execute(request) {
      const { operation, variables, contextValue } = request;
      const ownDeadlineAt = clock.now() + timeoutMs;
      const at = Math.min(ownDeadlineAt, settings.deadlineAt?.(contextValue) ?? ownDeadlineAt);
      const deadline: Deadline = { at, isOwn: at === ownDeadlineAt };
      const headers = writeHeaders(settings, contextValue);
      const body = writeBody(operation.text, variables);
      const isQuery = operation.kind === 'query';
      const retryOptions = isQuery ? settings : { ...settings, retries: 0 };
      const send = () => retry(() => attempt(body, headers, deadline), at, retryOptions, clock);
      if (!isQuery || !merge) {
        return completeAnswer((await send()).response, request);
      }
      const key = JSON.stringify([tellingHeaders(headers), body]);
      const { answer, isFirst } = merger.run(key, send);
      const { statusCode, text, response } = await answer;
      // Each caller may change its data, so that each gets its own.
      if (isFirst) return completeAnswer(response, request);
      const { caching } = response;
      return completeAnswer({ ...readSubgraphResponse(statusCode, text), caching }, request);
    },
    async subscribe(request) {
      const { operation, variables, contextValue } = request;
      const leave = breaker?.enter();
      try {
        const headers = writeHeaders(settings, contextValue);
        const body = writeBody(operation.text, variables);
        const answer = await subscriptions.open(body, headers, (response) =>
          completeAnswer(response, request),
        );
        leave?.('success');
        return answer;
      } catch (error) {
        leave?.(verdictOn(error));
        throw error;
      }
    },
    async close() {
      await Promise.all([exchange.close(), subscriptions.close()]);
    },
  };
}

/** Headers that say which request it is, and not what is asked or by whom. */
const describingHeaders: ReadonlySet<string> = new Set(['traceparent', 'x-request-id']);

/** All headers by which a subgraph may answer one request differently from another, in one order. */
function tellingHeaders(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => !describingHeaders.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Headers of a connection rather than of a request, and those that this transport decides. */
const ownHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function writeHeaders<TContext>(
  { headers }: ResolvedOptions<TContext>,
  contextValue: TContext,
): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers?.(contextValue) ?? {})) {
    const lower = name.toLowerCase();
    if (!ownHeaders.has(lower) && value !== undefined) written[lower] = value;
  }
  written['content-type'] = 'application/json';
  written.accept = 'application/graphql-response+json, application/json;q=0.9';
  return written;
}

function writeBody(query: string, variables: SubgraphRequest<unknown>['variables']): string {
  for (const _ in variables) return JSON.stringify({ query, variables });
  return JSON.stringify({ query });
}

function isTimeout(error: unknown): boolean {
  return error instanceof TransportError && error.code === 'SUBGRAPH_TIMEOUT';
}

/**
 * What a failed attempt tells about the subgraph. A refusal of this one request (a status from 400 to 499) or of its
 * size says nothing: otherwise one caller could close the subgraph to all others.
 */
function verdictOn(error: unknown): RequestVerdict {
  if (!(error instanceof TransportError)) return 'unknown';
  switch (error.code) {
    case 'SUBGRAPH_UNREACHABLE':
    case 'SUBGRAPH_TIMEOUT':
      return 'failure';
    case 'SUBGRAPH_BAD_RESPONSE': {
      const status = error.statusCode ?? 0;
      return status >= 400 && status < 500 && status !== 408 && status !== 429
        ? 'unknown'
        : 'failure';
    }
    default:
      return 'unknown';
  }
}
