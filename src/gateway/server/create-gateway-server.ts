import { Readable } from 'node:stream';
import type { ApolloServer } from '@apollo/server';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Gateway } from '../create-gateway.ts';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import { type CarriedContext, contextError, startApolloFront } from './apollo-front.ts';
import { handleHttpErrors, sendError } from './handle-http-errors.ts';
import { sendHttpError } from './http-error.ts';
import { prefersHtml } from './prefers-html.ts';
import { readGraphqlRequest } from './read-graphql-request.ts';

export interface GatewayServerOptions<TContext extends object> {
  readonly gateway: Gateway<TContext>;
  /** Makes the context of one operation. A `GraphQLError` with a code that it throws is what the client gets. */
  createContext(request: FastifyRequest): TContext | Promise<TContext>;
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  readonly limits?: {
    /** Default: that of the gateway, and never above it. */
    readonly maxDepth?: number;
    /** Default: 1 MiB. Bytes of a request's body. */
    readonly maxBodyBytes?: number;
  };
  /** Default: `true`. Whether clients may ask for the schema. */
  readonly introspection?: boolean;
  /** The page that a browser gets at `/graphql`. Without it a browser gets what any client gets. */
  readonly explorerHtml?: (request: FastifyRequest) => string | Promise<string>;
  /** Default: always ready. Asked by `/readyz`. */
  readonly isReady?: () => boolean | Promise<boolean>;
}

const defaultMaxBodyBytes = 1_048_576;

/**
 * The HTTP server of a gateway: `/graphql`, `/healthz` and `/readyz`. It does not listen yet, so that more routes
 * can be added; all its errors, theirs included, are JSON with a code. Closing it does not close the gateway.
 *
 * @throws GatewayConfigurationError when an option cannot work.
 */
export async function createGatewayServer<TContext extends object>(
  options: GatewayServerOptions<TContext>,
): Promise<FastifyInstance> {
  const { gateway, logger = consoleLogger, limits = {} } = options;
  const { maxDepth = gateway.maxDepth, maxBodyBytes = defaultMaxBodyBytes } = limits;
  assertLimits(maxDepth, maxBodyBytes, gateway.maxDepth);
  const apollo = await startApolloFront({
    gateway,
    maxDepth,
    introspection: options.introspection ?? true,
    logger,
  });
  const app = fastify({
    bodyLimit: maxBodyBytes,
    frameworkErrors: (error, request, reply) =>
      sendError(error, request, reply, maxBodyBytes, logger),
  });
  handleHttpErrors(app, maxBodyBytes, logger);
  app.addHook('onClose', () => apollo.stop());
  addProbes(app, options.isReady);
  addGraphql(app, apollo, options, logger);
  return app;
}

function addGraphql<TContext extends object>(
  app: FastifyInstance,
  apollo: ApolloServer<CarriedContext<TContext>>,
  { createContext, explorerHtml }: GatewayServerOptions<TContext>,
  logger: GatewayLogger,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    exposeHeadRoute: false,
    async handler(request, reply) {
      if (explorerHtml && request.method === 'GET' && prefersHtml(request.headers.accept)) {
        return reply.type('text/html; charset=utf-8').send(await explorerHtml(request));
      }
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: readGraphqlRequest(request),
        context: async () => {
          try {
            return { carried: await createContext(request) };
          } catch (cause) {
            throw contextError(cause, logger);
          }
        },
      });
      for (const [name, value] of response.headers) reply.header(name, value);
      reply.status(response.status ?? 200);
      return reply.send(
        response.body.kind === 'complete'
          ? response.body.string
          : Readable.from(response.body.asyncIterator),
      );
    },
  });
  app.route({
    method: ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/graphql',
    handler: (request, reply) => sendMethodNotAllowed(request, reply),
  });
}

function sendMethodNotAllowed(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('allow', 'GET, POST');
  return sendHttpError(
    reply,
    405,
    'METHOD_NOT_ALLOWED',
    `GET or POST was expected at /graphql, but got ${request.method}.`,
  );
}

function addProbes(
  app: FastifyInstance,
  isReady: GatewayServerOptions<object>['isReady'] = () => true,
): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (await isReady()) return { status: 'ready' };
    return reply.status(503).send({ status: 'not ready' });
  });
}

function assertLimits(maxDepth: number, maxBodyBytes: number, gatewayDepth: number): void {
  if (!Number.isInteger(maxDepth) || maxDepth < 1 || maxDepth > gatewayDepth) {
    throw new GatewayConfigurationError(
      `[gateway] limits.maxDepth: a whole number from 1 to ${gatewayDepth}, the gateway's own limit, was ` +
        `expected, but got ${maxDepth}. Raise maxDepth of createGateway or leave this one out.`,
    );
  }
  if (!Number.isInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new GatewayConfigurationError(
      `[gateway] limits.maxBodyBytes: a whole number of at least 1 was expected, but got ${maxBodyBytes}. ` +
        `Leave it out for ${defaultMaxBodyBytes}.`,
    );
  }
}
