import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import { handleHttpErrors, sendError } from '../server/handle-http-errors.ts';
import { HttpError, sendHttpError } from '../server/http-error.ts';
import { createSubgraphExecutor } from './subgraph-executor.ts';
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
 * that ask for times of resolvers (`apollo-federation-include-trace: ftv1`) get them. It does not listen yet.
 */
export function createSubgraphServer<TContext extends object>({
  name,
  schema,
  createContext,
  logger = consoleLogger,
  maxBodyBytes = defaultMaxBodyBytes,
}: SubgraphServerOptions<TContext>): FastifyInstance {
  const executor = createSubgraphExecutor<TContext>(name, schema, logger);
  const runTraced = createTracedExecutor<TContext>(schema, logger);
  const app = fastify({
    bodyLimit: maxBodyBytes,
    frameworkErrors: (error: FastifyError, request, reply) =>
      sendError(error, request, reply, maxBodyBytes, logger),
  });
  handleHttpErrors(app, maxBodyBytes, logger);
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
    const { result, isRequestError } =
      request.headers[traceHeader] === traceFormat
        ? (executor.refuse(operation) ?? (await runTraced(operation)))
        : await executor.run(operation);
    // The newer media type lets the status tell; for the older one a well-formed request is always 200.
    const modern = request.headers.accept?.includes('application/graphql-response+json') ?? false;
    return reply
      .status(modern && isRequestError ? 400 : 200)
      .type(`application/${modern ? 'graphql-response+json' : 'json'}; charset=utf-8`)
      .send(JSON.stringify(result));
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
