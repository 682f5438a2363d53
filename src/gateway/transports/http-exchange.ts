import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { type AnswerCaching, readCacheControl } from '../caching/cache-control.ts';
import { loadUndici } from './load-undici.ts';
import { TransportError } from './transport.error.ts';
import type { TransportClock } from './transport-clock.ts';

export interface HttpExchangeOptions {
  readonly url: URL;
  readonly connections: number;
  readonly maxWaiting: number;
  readonly maxResponseBytes: number;
  readonly connectTimeoutMs: number;
  readonly clock: TransportClock;
}

/** An HTTP answer, read to its end. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly text: string;
  /** From `Retry-After`, when the server gave it in seconds. */
  readonly retryAfterMs: number | undefined;
  /** From `Cache-Control` and `Age`. */
  readonly caching: AnswerCaching | undefined;
}

/** Sends bodies to one address by POST, on connections that stay open between requests. */
export interface HttpExchange {
  /**
   * One request, from taking a connection to the last byte of the answer.
   *
   * @throws TransportError when there is no whole answer within `budgetMs` and the limits.
   */
  send(
    body: string,
    headers: Readonly<Record<string, string>>,
    budgetMs: number,
  ): Promise<HttpAnswer>;
  close(): Promise<void>;
}

export function createHttpExchange(options: HttpExchangeOptions): HttpExchange {
  const { url, connections, maxWaiting, maxResponseBytes, connectTimeoutMs, clock } = options;
  const path = url.pathname + url.search;
  const { Pool } = loadUndici();
  const pool = new Pool(url.origin, {
    connections,
    // One time limit covers a request as a whole, below.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
  });
  let underWay = 0;

  return {
    send(body, headers, budgetMs) {
      if (budgetMs <= 0) return Promise.reject(timeout(budgetMs));
      if (underWay >= connections + maxWaiting) {
        return Promise.reject(
          new TransportError('SUBGRAPH_BUSY', `${underWay} requests are under way already`),
        );
      }
      underWay++;
      return new Promise<HttpAnswer>((resolve, reject) => {
        const handler = new AnswerHandler(maxResponseBytes, (error, answer) => {
          cancelTimer();
          underWay--;
          if (answer) resolve(answer);
          else reject(error);
        });
        const cancelTimer = clock.schedule(() => handler.abort(timeout(budgetMs)), budgetMs);
        try {
          pool.dispatch({ path, method: 'POST', headers, body }, handler);
        } catch (cause) {
          handler.abort(unreachable(cause));
        }
      });
    },
    close: () => pool.close(),
  };
}

/** Collects one answer. Settles once, whatever comes after. */
class AnswerHandler implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #chunks: Buffer[] = [];
  #settle: ((error: TransportError | undefined, answer?: HttpAnswer) => void) | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #statusCode = 0;
  #retryAfterMs: number | undefined;
  #caching: AnswerCaching | undefined;
  #bytes = 0;

  constructor(
    maxBytes: number,
    settle: (error: TransportError | undefined, answer?: HttpAnswer) => void,
  ) {
    this.#maxBytes = maxBytes;
    this.#settle = settle;
  }

  /** Gives up: the caller gets `error` now, and the connection is closed, now or when it would be taken. */
  abort(error: TransportError): void {
    this.#finish(error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#settle === undefined) controller.abort(new Error('Given up while waiting'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: IncomingHttpHeaders,
  ): void {
    this.#statusCode = statusCode;
    const seconds = Number(headers['retry-after']);
    if (seconds >= 0) this.#retryAfterMs = seconds * 1_000;
    this.#caching = readCacheControl(headers['cache-control'], headers.age);
    if (Number(headers['content-length']) > this.#maxBytes) this.abort(this.#tooLarge());
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) this.abort(this.#tooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const whole = only !== undefined && this.#chunks.length === 1 ? only : this.#chunks;
    this.#finish(undefined, {
      statusCode: this.#statusCode,
      text: (Array.isArray(whole) ? Buffer.concat(whole) : whole).toString(),
      retryAfterMs: this.#retryAfterMs,
      caching: this.#caching,
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish(unreachable(error));
  }

  #tooLarge(): TransportError {
    return new TransportError(
      'SUBGRAPH_RESPONSE_TOO_LARGE',
      `The answer has more than ${this.#maxBytes} bytes`,
      { statusCode: this.#statusCode },
    );
  }

  #finish(error: TransportError | undefined, answer?: HttpAnswer): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.(error, answer);
  }
}

function timeout(budgetMs: number): TransportError {
  return new TransportError(
    'SUBGRAPH_TIMEOUT',
    `No whole answer within ${Math.max(0, Math.round(budgetMs))} ms`,
  );
}

function unreachable(cause: unknown): TransportError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TransportError('SUBGRAPH_UNREACHABLE', reason, { cause });
}
