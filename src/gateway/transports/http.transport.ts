import { type Dispatcher, errors, Pool } from 'undici';
import { readSubgraphResponse } from './read-subgraph-response.ts';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport.ts';
import { TransportError } from './transport.error.ts';

export interface HttpTransportOptions<TContext> {
  /** Headers of each request, from the context of the client's operation. Names in lower case. */
  readonly headers?: (contextValue: TContext) => Readonly<Record<string, string>>;
  /** Default: 30 seconds. Time for one request from its start to the last byte of the answer. */
  readonly timeoutMs?: number;
  /** Default: 50 MiB. A larger answer is refused. */
  readonly maxResponseBytes?: number;
  /** Default: 64. Connections to the subgraph at one time; more requests wait. */
  readonly connections?: number;
}

const defaultTimeoutMs = 30_000;
const defaultMaxResponseBytes = 52_428_800;
const defaultConnections = 64;

/**
 * A transport that sends operations as JSON over HTTP to `url`, on connections that stay open between requests.
 *
 * @throws TypeError when `url` is no absolute HTTP URL.
 */
export function createHttpTransport<TContext>(
  url: string,
  options: HttpTransportOptions<TContext> = {},
): SubgraphTransport<TContext> {
  const { origin, path } = readUrl(url);
  const {
    headers,
    timeoutMs = defaultTimeoutMs,
    maxResponseBytes = defaultMaxResponseBytes,
    connections = defaultConnections,
  } = options;
  const pool = new Pool(origin, { connections });

  return {
    async execute({ operation, variables, contextValue }): Promise<SubgraphResponse> {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const response = await pool.request({
          path,
          method: 'POST',
          headers: { ...headers?.(contextValue), ...standardHeaders },
          body: writeBody(operation.text, variables),
          signal,
        });
        const text = await readText(response, maxResponseBytes);
        return readSubgraphResponse(response.statusCode, text);
      } catch (cause) {
        throw asTransportError(cause, signal.aborted, timeoutMs);
      }
    },
    close: () => pool.close(),
  };
}

const standardHeaders = {
  'content-type': 'application/json',
  accept: 'application/graphql-response+json, application/json;q=0.9',
};

function readUrl(url: string): { origin: string; path: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) {
    throw new TypeError(
      `[gateway] createHttpTransport: an absolute http or https URL was expected, but got "${url}".`,
    );
  }
  return { origin: parsed.origin, path: parsed.pathname + parsed.search };
}

function writeBody(query: string, variables: SubgraphRequest<unknown>['variables']): string {
  for (const _ in variables) return JSON.stringify({ query, variables });
  return JSON.stringify({ query });
}

async function readText(
  { headers, body }: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<string> {
  const tooLarge = () =>
    new TransportError('SUBGRAPH_RESPONSE_TOO_LARGE', `The answer has more than ${maxBytes} bytes`);
  if (Number(headers['content-length'] ?? 0) > maxBytes) {
    body.destroy();
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const [only] = chunks;
  return (only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks)).toString();
}

function asTransportError(cause: unknown, timedOut: boolean, timeoutMs: number): TransportError {
  if (cause instanceof TransportError) return cause;
  if (timedOut || cause instanceof errors.HeadersTimeoutError) {
    return new TransportError('SUBGRAPH_TIMEOUT', `No answer within ${timeoutMs} ms`, { cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TransportError('SUBGRAPH_UNREACHABLE', reason, { cause });
}
