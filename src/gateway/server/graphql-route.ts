import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import { addressKey, type RateLimit } from '../limits/rate-limiter.ts';
import type { WorkGate } from '../limits/work-gate.ts';
import type { EventStream } from '../run/event-stream.ts';
import type { Caller } from '../sign-in/caller.ts';
import { isForgeable } from './cross-site.ts';
import { HttpError, retryLater, sendHttpError } from './http-error.ts';
import type { ResponseMediaType } from './negotiate.ts';
import type { OpenStreams } from './open-streams.ts';
import { type OperationAnswer, refuse, statusOf } from './operation-answer.ts';
import type { OperationCall } from './operation-runner.ts';
import { prefersHtml } from './prefers-html.ts';
import { readAccept } from './read-accept.ts';
import { type GraphqlRequest, readGraphqlRequest } from './read-graphql-request.ts';
import { answerParts, type StreamForm } from './stream-form.ts';

export interface GraphqlRouteOptions<TContext extends object> {
  run(call: OperationCall<TContext>): Promise<OperationAnswer>;
  /** @throws SignInError or GraphQLError for a credential that is not good. */
  identify(request: FastifyRequest): Caller | Promise<Caller>;
  createContext(request: FastifyRequest, caller: Caller): TContext | Promise<TContext>;
  explorerHtml?: ((request: FastifyRequest) => string | Promise<string>) | undefined;
  readonly maxBatchSize: number;
  readonly gate: WorkGate;
  readonly rateLimiter: RateLimit | undefined;
  /** Headers besides `authorization` on which answers can depend, in lower case. */
  readonly viewHeaders: readonly string[];
  /** Responses that are sent bit by bit. */
  readonly streams: OpenStreams;
  readonly logger: GatewayLogger;
}

/** Serves `/graphql`: GraphQL over HTTP by GET and POST, and the explorer to browsers. */
export function addGraphqlRoute<TContext extends object>(
  app: FastifyInstance,
  options: GraphqlRouteOptions<TContext>,
): void {
  const { explorerHtml, gate, logger, viewHeaders } = options;
  const vary = [...new Set(['accept', 'authorization', ...viewHeaders])].join(', ');
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    // Before the body is read, so that turning somebody away costs next to nothing.
    onRequest: async (_request, reply) => {
      if (!gate.isFull) return;
      gate.refuse();
      return sendRefusal(reply, busy());
    },
    async handler(request, reply) {
      if (explorerHtml && request.method === 'GET' && prefersHtml(request.headers.accept)) {
        return reply.type('text/html; charset=utf-8').send(await explorerHtml(request));
      }
      reply.header('vary', vary);
      try {
        return await answer(request, reply, options);
      } catch (cause) {
        const refused = refuse(cause, logger);
        reply.status(refused.statusCode ?? 400).headers(refused.headers ?? {});
        return send(reply, readAccept(request.headers.accept).form?.mediaType, refused.result);
      }
    },
  });
  app.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => {
      reply.header('allow', 'GET, POST');
      const message = `GET or POST was expected at /graphql, but got ${request.method}.`;
      return sendHttpError(reply, 405, 'METHOD_NOT_ALLOWED', message);
    },
  });
}

async function answer<TContext extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GraphqlRouteOptions<TContext>,
): Promise<FastifyReply> {
  assertOwnSite(request);
  const accepted = readAccept(request.headers.accept);
  const { form, streamForm } = accepted;
  if (form === undefined && streamForm === undefined) throw notAcceptable();
  const asked = readGraphqlRequest(request, options.maxBatchSize);
  const leave = options.gate.enter(asked.operations.length);
  if (leave === undefined) throw busy();
  let isUnderWay = false;
  try {
    const takesStream = streamForm !== undefined && !asked.isBatch;
    const takesParts = !asked.isBatch && accepted.takesParts;
    const answers = await runAll(request, asked, { takesStream, takesParts }, options);
    const [only] = answers;
    if (only?.parts !== undefined) {
      isUnderWay = true;
      void only.parts.ended.then(leave);
      return options.streams.sendParts({ reply, form: answerParts, parts: only.parts });
    }
    if (takesStream && only !== undefined && only.statusCode === undefined) {
      const { stream } = only;
      if (stream !== undefined) return sendStream(request, reply, streamForm, stream, options);
      if (form === undefined) return options.streams.sendOne(reply, streamForm, only.result);
    }
    if (asked.isBatch || only === undefined) {
      reply.status(200);
      return send(
        reply,
        'application/json',
        answers.map(({ result }) => result),
      );
    }
    reply
      .status(form ? statusOf(only, form) : (only.statusCode ?? 400))
      .headers(only.headers ?? {});
    return send(reply, form?.mediaType, only.text ?? only.result);
  } finally {
    if (!isUnderWay) leave();
  }
}

/** A subscription goes on only as long as its caller's credential is good. */
function sendStream<TContext extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  form: StreamForm,
  stream: EventStream<ExecutionResult>,
  { streams, identify, logger }: GraphqlRouteOptions<TContext>,
): FastifyReply {
  return streams.send({
    reply,
    form,
    stream,
    async refusal() {
      try {
        await identify(request);
        return undefined;
      } catch (cause) {
        return refuse(cause, logger).result;
      }
    },
  });
}

async function runAll<TContext extends object>(
  request: FastifyRequest,
  { operations }: GraphqlRequest,
  takes: Pick<OperationCall<TContext>, 'takesStream' | 'takesParts'>,
  { identify, createContext, run, rateLimiter, viewHeaders }: GraphqlRouteOptions<TContext>,
): Promise<readonly OperationAnswer[]> {
  const address = addressKey(request.ip);
  const caller = await identifyOnce(request, identify, rateLimiter, address);
  await assertRate(rateLimiter, caller.id ?? address, operations.length);
  const isPublic =
    caller.id === null &&
    caller.scopes.size === 0 &&
    request.headers.authorization === undefined &&
    viewHeaders.every((name) => request.headers[name] === undefined);
  return Promise.all(
    operations.map((parameters) =>
      run({
        parameters,
        caller,
        isGet: request.method === 'GET',
        ...takes,
        isPublic,
        wantsPlan: wantsPlan(request),
        createContext: async () => createContext(request, caller),
      }),
    ),
  );
}

/** The header `x-redress-plan`, with anything but nothing and 0. */
function wantsPlan({ headers }: FastifyRequest): boolean {
  const value = headers['x-redress-plan'] ?? '';
  return value !== '' && value !== '0';
}

/** A credential that is not good costs its address as an operation does, so that nobody can try them all. */
async function identifyOnce(
  request: FastifyRequest,
  identify: (request: FastifyRequest) => Caller | Promise<Caller>,
  rateLimiter: RateLimit | undefined,
  address: string,
): Promise<Caller> {
  try {
    return await identify(request);
  } catch (cause) {
    await assertRate(rateLimiter, address, 1);
    throw cause;
  }
}

async function assertRate(
  rateLimiter: RateLimit | undefined,
  caller: string,
  amount: number,
): Promise<void> {
  const seconds = (await rateLimiter?.take(caller, amount)) ?? 0;
  if (seconds === 0) return;
  throw retryLater(
    429,
    'RATE_LIMITED',
    `Fewer requests were expected in this time. Send the next in ${seconds} s.`,
    seconds,
  );
}

function assertOwnSite(request: FastifyRequest): void {
  if (!isForgeable(request.headers)) return;
  throw new HttpError(
    403,
    'CROSS_SITE_REQUEST',
    'A request of this site was expected, but a browser sent it for another. ' +
      'Send JSON by POST, or the header apollo-require-preflight with any value.',
  );
}

function busy(): HttpError {
  const message = 'Less work at one time was expected. Try again in 1 s.';
  return retryLater(503, 'GATEWAY_BUSY', message, 1);
}

function notAcceptable(): HttpError {
  return new HttpError(
    406,
    'NOT_ACCEPTABLE',
    'Accept must take application/json or application/graphql-response+json, but takes neither.',
  );
}

function sendRefusal(reply: FastifyReply, error: HttpError): FastifyReply {
  reply.headers(error.headers);
  return sendHttpError(reply, error.statusCode, error.code, error.message);
}

/** @param body A text is JSON already. */
function send(
  reply: FastifyReply,
  mediaType: ResponseMediaType = 'application/json',
  body: unknown,
): FastifyReply {
  // What did not run is nothing to keep.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  return reply
    .type(`${mediaType}; charset=utf-8`)
    .header('x-content-type-options', 'nosniff')
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}
