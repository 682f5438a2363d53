import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import { WorkGate } from '../limits/work-gate.ts';
import { drainConnections } from '../server/drain-connections.ts';
import { handleHttpErrors, sendError } from '../server/handle-http-errors.ts';
import { HttpError, retryLater, sendHttpError } from '../server/http-error.ts';
import { OpenStreams } from '../server/open-streams.ts';
import { negotiateStream } from '../server/stream-form.ts';
import type { GatewayTelemetry } from '../telemetry/gateway-telemetry.ts';
import { observeSubgraph } from '../telemetry/observe-subgraph.ts';
import { watchRequests } from '../telemetry/watch-requests.ts';
import { createSubgraphExecutor, type SubgraphOutcome } from './subgraph-executor.ts';
import { createTracedExecutor, traceFormat, traceHeader } from './traced-execution.ts';

export interface SubgraphServerOptions<TContext extends object> {
  /** For logs. */
  readonly name: string;
  /** A subgraph schema: it answers `_service` and `_entities`. */
  readonly schema: GraphQLSchema;
  /** Makes the context of one operation. An error with `statusCode` and `code` that it throws is what the caller gets. */
  createContext(request: FastifyRequest): Promise<TContext>;
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  /** Default: 8 MiB. Bytes of a request's body; a gateway may ask for many entities at once. */
  readonly maxBodyBytes?: number;
  /** Default: 1000. Subscriptions open at one time; more get 503. */
  readonly maxSubscriptions?: number;
  /** Default: 12 seconds. How often an open subscription says that it is still there. */
  readonly heartbeatMs?: number;
  /** Default: none. Logs, counts and traces what is asked, and serves `/metrics`. */
  readonly telemetry?: GatewayTelemetry;
}

const defaultMaxBodyBytes = 8_388_608;

const bodySchema = z.object({
  query: z.string(),
  operationName: z
    .string()
    .nullish()
    .transform((name) => name ?? undefined),
  variables: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((variables) => variables ?? {}),
});

/**
 * The HTTP server of one subgraph alone, for any Federation 2 router: `POST /graphql`, `/healthz` and `/readyz`. Routers
 * that ask for times of resolvers (`apollo-federation-include-trace: ftv1`) get them. Subscriptions are sent to those who take server-sent
 * events. It does not listen yet.
 */
export function createSubgraphServer<TContext extends object>({
  name,
  schema,
  createContext,
  logger = consoleLogger,
  maxBodyBytes = defaultMaxBodyBytes,
  maxSubscriptions = 1_000,
  heartbeatMs = 12_000,
  telemetry,
}: SubgraphServerOptions<TContext>): FastifyInstance {
  const plain = createSubgraphExecutor<TContext>(name, schema, logger);
  const executor = telemetry ? observeSubgraph(plain, telemetry) : plain;
  const runTraced = createTracedExecutor<TContext>(schema, logger);
  const app = fastify({
    bodyLimit: maxBodyBytes,
    frameworkErrors: (error: FastifyError, request, reply) =>
      sendError(error, request, reply, maxBodyBytes, logger),
  });
  handleHttpErrors(app, maxBodyBytes, logger);
  drainConnections(app);
  const streams = new OpenStreams(heartbeatMs);
  const subscriptions = new WorkGate(maxSubscriptions);
  app.addHook('preClose', () => streams.close());
  if (telemetry) watchRequests(app, telemetry);
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', () => ({ status: 'ready' }));
  app.post('/graphql', async (request, reply) => {
    const { query, operationName, variables } = readBody(request.body);
    const operation = {
      text: query,
      operationName,
      variables,
      createContext: () => createContext(request),
    };
    const form = negotiateStream(request.headers.accept);
    if (form !== undefined && executor.kindOf(operation) === 'subscription') {
      const leave = subscriptions.enter();
      if (leave === undefined) throw tooManySubscriptions();
      const stream = await executor.subscribe(operation).catch((error: unknown) => {
        leave();
        throw error;
      });
      if ('next' in stream) {
        void stream.ended.then(leave);
        return streams.send({ reply, form, stream, refusal: async () => undefined });
      }
      leave();
      return send(reply, stream, request.headers.accept);
    }
    const outcome =
      request.headers[traceHeader] === traceFormat
        ? (executor.refuse(operation) ?? (await runTraced(operation)))
        : await executor.run(operation);
    return send(reply, outcome, request.headers.accept);
  });
  app.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    exposeHeadRoute: false,
    handler: (request, reply) => {
      reply.header('allow', 'POST');
      return sendHttpError(
        reply,
        405,
        'METHOD_NOT_ALLOWED',
        `POST was expected at /graphql, but got ${request.method}.`,
      );
    },
  });
  return app;
}

/** The newer media type lets the status tell; for the older one a well-formed request is always 200. */
function send(
  reply: FastifyReply,
  { result, isRequestError }: SubgraphOutcome,
  accept = '',
): FastifyReply {
  const modern = accept.includes('application/graphql-response+json');
  return reply
    .status(modern && isRequestError ? 400 : 200)
    .type(`application/${modern ? 'graphql-response+json' : 'json'}; charset=utf-8`)
    .send(JSON.stringify(result));
}

function tooManySubscriptions(): HttpError {
  const message = 'Fewer subscriptions at one time were expected. Try again in 5 s.';
  return retryLater(503, 'GATEWAY_BUSY', message, 5);
}

function readBody(body: unknown): z.output<typeof bodySchema> {
  const parsed = bodySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const key = parsed.error.issues[0]?.path[0];
  throw new HttpError(
    400,
    'BAD_REQUEST',
    'The body must be a JSON object with "query" (a string) and, if need be, "variables" (an object) and ' +
      `"operationName" (a string), but ${key === undefined ? 'it is none' : `"${String(key)}" is not`}.`,
  );
}
