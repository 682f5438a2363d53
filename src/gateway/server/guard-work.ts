import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressKey, type RateLimit } from '../limits/rate-limiter.ts';
import type { WorkGate } from '../limits/work-gate.ts';
import type { Caller } from '../sign-in/caller.ts';
import { type HttpError, retryLater, sendHttpError } from './http-error.ts';
import { prefersHtml } from './prefers-html.ts';

export interface WorkGuard {
  /** The same as that of `/graphql`: what these routes do counts as operations under way. */
  readonly gate: WorkGate;
  /** Whether a request is work; one that is not passes. */
  isWork(request: FastifyRequest): boolean;
  /** Default: none. The same as that of `/graphql`. */
  readonly rateLimiter?: RateLimit | undefined;
  /** Whether a request counts as an operation of its caller. Default: none does. */
  isRated?(request: FastifyRequest): boolean;
  /** @throws for a credential that is not good, which costs its address one operation. */
  identify(request: FastifyRequest): Promise<Caller>;
}

/**
 * Guards all routes of `app` that are registered after it as `/graphql` is guarded: past the limit of work under way a request
 * gets 503, past the rate of its caller 429, both with `Retry-After` and before its body is read.
 */
export function guardWork(app: FastifyInstance, guard: WorkGuard): void {
  const { gate, rateLimiter } = guard;
  app.addHook('onRequest', async (request, reply) => {
    if (!guard.isWork(request)) return;
    const leave = gate.enter();
    const refusal = leave === undefined ? busy() : await overRate(request);
    reply.raw.once('close', () => leave?.());
    if (refusal === undefined) return;
    reply.headers(refusal.headers).header('cache-control', 'no-store');
    if (!prefersHtml(request.headers.accept)) {
      return sendHttpError(reply, refusal.statusCode, refusal.code, refusal.message);
    }
    return reply
      .status(refusal.statusCode)
      .type('text/plain; charset=utf-8')
      .send(`${refusal.message}\n`);
  });

  const overRate = async (request: FastifyRequest): Promise<HttpError | undefined> => {
    if (rateLimiter === undefined || !guard.isRated?.(request)) return undefined;
    const address = addressKey(request.ip);
    const key = await guard.identify(request).then(
      ({ id }) => id ?? address,
      () => address,
    );
    const seconds = await rateLimiter.take(key);
    if (seconds === 0) return undefined;
    return retryLater(
      429,
      'RATE_LIMITED',
      `Fewer requests were expected in this time. Send the next in ${seconds} s.`,
      seconds,
    );
  };
}

function busy(): HttpError {
  const message = 'Less work at one time was expected. Try again in 1 s.';
  return retryLater(503, 'GATEWAY_BUSY', message, 1);
}
