import type { Agent } from 'undici';
import { EventStreamParser, type ServerSentEvent } from './event-stream-parser.ts';
import { loadUndici } from './load-undici.ts';
import { readSubgraphResponse } from './read-subgraph-response.ts';
import type { SubgraphEvents, SubgraphResponse } from './subgraph-transport.ts';
import { TransportError } from './transport.error.ts';
import type { TransportClock } from './transport-clock.ts';

export interface HttpSubscriptionOptions {
  readonly url: URL;
  readonly connectTimeoutMs: number;
  /** Time until the subgraph says that it has begun; events may take as long as they like. */
  readonly timeoutMs: number;
  /** Bytes of one event, or of an answer instead of events. */
  readonly maxResponseBytes: number;
  readonly clock: TransportClock;
}

/** Subscribes over HTTP by server-sent events, each subscription on a connection of its own. */
export interface HttpSubscriptions {
  /**
   * @param check Looks at the answer of each event.
   * @throws TransportError when there is neither a stream nor an answer.
   */
  open(
    body: string,
    headers: Readonly<Record<string, string>>,
    check: (response: SubgraphResponse) => SubgraphResponse,
  ): Promise<SubgraphEvents<unknown> | SubgraphResponse>;
  /** Breaks all of them off. */
  close(): Promise<void>;
}

/** The distinct connections mode of GraphQL over server-sent events: `next` events, then `complete`. */
export function createHttpSubscriptions(options: HttpSubscriptionOptions): HttpSubscriptions {
  const { url, connectTimeoutMs, timeoutMs, maxResponseBytes, clock } = options;
  let agent: Agent | undefined;

  return {
    async open(body, headers, check) {
      const undici = loadUndici();
      agent ??= new undici.Agent({
        headersTimeout: 0,
        bodyTimeout: 0,
        connect: { timeout: connectTimeoutMs },
      });
      const abort = new AbortController();
      const cancel = clock.schedule(() => {
        abort.abort(new TransportError('SUBGRAPH_TIMEOUT', `No answer within ${timeoutMs} ms`));
      }, timeoutMs);
      try {
        const response = await undici.request(url, {
          method: 'POST',
          headers: { ...headers, accept: 'text/event-stream, application/json;q=0.9' },
          body,
          dispatcher: agent,
          signal: abort.signal,
        });
        const { statusCode, body: stream } = response;
        // A reader that is gone is no fault of the process.
        stream.on('error', () => {});
        const mediaType = String(response.headers['content-type'] ?? '');
        if (statusCode === 200 && /^text\/event-stream\b/i.test(mediaType)) {
          return readEvents(stream, maxResponseBytes, check, () => abort.abort());
        }
        const text = await readText(stream, maxResponseBytes);
        return readSubgraphResponse(statusCode, text);
      } catch (cause) {
        throw asTransportError(abort.signal.aborted ? abort.signal.reason : cause);
      } finally {
        cancel();
      }
    },
    async close() {
      await agent?.destroy();
    },
  };
}

async function readText(stream: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function readEvents(
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
  check: (response: SubgraphResponse) => SubgraphResponse,
  free: () => void,
): SubgraphEvents<unknown> {
  const chunks = stream[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  const parser = new EventStreamParser();
  const ready: ServerSentEvent[] = [];
  const nextEvent = async (): Promise<ServerSentEvent> => {
    for (;;) {
      const event = ready.shift();
      if (event !== undefined) return event;
      const { done, value } = await chunks.next();
      if (done) throw new TransportError('SUBGRAPH_UNREACHABLE', 'The stream ended unfinished');
      ready.push(...parser.push(decoder.decode(value, { stream: true })));
      if (parser.waiting > maxBytes) throw tooLarge(maxBytes);
    }
  };
  return {
    async next() {
      try {
        for (;;) {
          const { type, data } = await nextEvent();
          if (type === 'complete') {
            free();
            return { done: true, value: undefined };
          }
          if (type !== 'next') continue;
          const response = check(readSubgraphResponse(200, data));
          return { done: false, value: () => response };
        }
      } catch (cause) {
        free();
        throw asTransportError(cause);
      }
    },
    async return() {
      free();
    },
  };
}

function tooLarge(maxBytes: number): TransportError {
  return new TransportError('SUBGRAPH_RESPONSE_TOO_LARGE', `More than ${maxBytes} bytes at once`);
}

function asTransportError(cause: unknown): TransportError {
  if (cause instanceof TransportError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TransportError('SUBGRAPH_UNREACHABLE', reason, { cause });
}
