import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { addEntityTags } from '../caching/entity-tags.ts';
import type { ResponseCache } from '../caching/response-cache.ts';
import type { Gateway } from '../create-gateway.ts';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import { DocumentCache } from '../limits/document-cache.ts';
import { assertCost, type CostEstimator, createCostEstimator } from '../limits/estimate-cost.ts';
import { type OperationLimits, readLimits } from '../limits/operation-limits.ts';
import { type RateLimit, RateLimiter } from '../limits/rate-limiter.ts';
import { StartTurns } from '../limits/start-turns.ts';
import { WorkGate } from '../limits/work-gate.ts';
import { type Caller, publicCaller } from '../sign-in/caller.ts';
import { guardGateway, guardParts, guardSubscriptions } from '../sign-in/guard-gateway.ts';
import { parseSupergraph } from '../supergraph/parse-supergraph.ts';
import { startApolloFront } from './apollo-front.ts';
import { answerClientError } from './client-error.ts';
import { drainConnections } from './drain-connections.ts';
import type { GatewayProtection, SchemaAudience } from './gateway-protection.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import { handleHttpErrors, sendError } from './handle-http-errors.ts';
import { OpenStreams } from './open-streams.ts';
import { createOperationRunner } from './operation-runner.ts';
import { createOperationKeeper } from './persisted-operations.ts';
import { addSchemaRoute } from './schema-route.ts';

export interface GatewayServerOptions<TContext extends object> extends GatewayProtection {
  readonly gateway: Gateway<TContext>;
  /**
   * Who sends a request, once a request. A `SignInError`, or a `GraphQLError` with a code, that it throws is what the
   * client gets. Default: everybody is the public.
   */
  identify?(request: FastifyRequest): Caller | Promise<Caller>;
  /** Makes the context of one operation. A `GraphQLError` with a code that it throws is what the client gets. */
  createContext(request: FastifyRequest, caller: Caller): TContext | Promise<TContext>;
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  /**
   * Default: nobody may. Whether a caller who sends the header `x-redress-plan: 1` gets the plan of the operation, with
   * timings, in `extensions.plan`. It names subgraphs and what they are asked.
   */
  mayReadPlan?(contextValue: TContext): boolean;
  /** The page that a browser gets at `/graphql`. Without it a browser gets what any client gets. */
  readonly explorerHtml?: (request: FastifyRequest) => string | Promise<string>;
  /** Default: always ready. Asked by `/readyz`, which also says no while too much work is under way. */
  readonly isReady?: () => boolean | Promise<boolean>;
  /**
   * Default: none. Where public answers are kept that subgraphs allow to be kept. Callers without any credential share
   * them. Emptied when the schema changes and after each mutation; empty it where data change in another way.
   */
  readonly responseCache?: ResponseCache | undefined;
  /**
   * Default: none. Headers besides `authorization` on which answers can depend, in lower case. Answers to requests with
   * one of them are private.
   */
  readonly viewHeaders?: readonly string[];
  /** Default: none. Names of subgraphs that the graph does without until they are reached; `/readyz` tells them. */
  readonly missing?: () => readonly string[];
  /** Default: one of its own, by `maxConcurrentOperations`. Shared with what else the process has to do. */
  readonly gate?: WorkGate;
  /** Default: one of its own, by `rateLimit`. Shared with routes that count as operations do. */
  readonly rateLimiter?: RateLimit | undefined;
}

/** Operations that begin in one turn of the event loop. With one, tiny operations pay for the turns; with four, a crowd takes more memory. */
const startsPerTurn = 2;

/**
 * The HTTP server of a gateway: `/graphql`, `/schema.graphql`, `/healthz` and `/readyz`. It does not listen yet, so that more routes
 * can be added; all its errors, theirs included, are JSON with a code. Closing it answers what is under way and takes
 * nothing new; it does not close the gateway.
 *
 * @throws GatewayConfigurationError when an option cannot work.
 */
export async function createGatewayServer<TContext extends object>(
  options: GatewayServerOptions<TContext>,
): Promise<FastifyInstance> {
  const { gateway, logger = consoleLogger } = options;
  const limits = readLimits(options.limits ?? {}, gateway.maxDepth);
  const gate =
    options.gate ??
    new WorkGate(readCount('maxConcurrentOperations', options.maxConcurrentOperations, 500));
  const subscriptionGate = new WorkGate(
    readCount('maxSubscriptions', options.maxSubscriptions, 1_000),
  );
  const streams = new OpenStreams(readCount('heartbeatMs', options.heartbeatMs, 12_000));
  const rateLimiter =
    options.rateLimiter ?? (options.rateLimit && new RateLimiter(options.rateLimit));
  const checks = createSchemaChecks(gateway, limits);
  const apollo = await startApolloFront({
    gateway,
    execute: guardGateway(gateway),
    logger,
  });
  const { maxBodyBytes } = limits;
  const requestTimeoutMs = options.requestTimeoutMs ?? 30_000;
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    trustProxy: options.trustProxy ?? false,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) =>
      sendError(error, request, reply, maxBodyBytes, logger),
  });
  handleHttpErrors(app, maxBodyBytes, logger);
  drainConnections(app, { requestMs: requestTimeoutMs });
  app.addHook('preClose', () => streams.close());
  app.addHook('onClose', () => apollo.stop());
  const { responseCache } = options;
  const stopFollowing = gateway.onSchemaChange?.(() => responseCache?.clear());
  app.addHook('onClose', async () => stopFollowing?.());
  addProbes(app, gate, options);
  const audience = options.introspection ?? defaultAudience();
  const maySeeSchema = ({ id }: Caller) =>
    audience === 'everyone' || (audience === 'signed-in' && id !== null);
  const identify = (request: FastifyRequest) => options.identify?.(request) ?? publicCaller;
  addSchemaRoute(app, gateway, async (request) => maySeeSchema(await identify(request)));
  addEntityTags(app);
  addGraphqlRoute(app, {
    run: createOperationRunner({
      apollo,
      keeper: createOperationKeeper(options.persistedOperations ?? { mode: 'automatic' }),
      limits,
      checkDocument: (text) => checks().documents.check(text),
      assertCost: (document, operationName, variables) =>
        assertCost(checks().estimate(document, operationName, variables), limits.maxCost),
      maySeeSchema,
      executeInParts: guardParts(gateway),
      subscribe: guardSubscriptions(gateway),
      subscriptionGate,
      turns: new StartTurns(startsPerTurn),
      responseCache,
      mayReadPlan: (contextValue) => options.mayReadPlan?.(contextValue) ?? false,
      logger,
    }),
    identify,
    createContext: (request, caller) => options.createContext(request, caller),
    explorerHtml: options.explorerHtml,
    maxBatchSize: limits.maxBatchSize,
    gate,
    rateLimiter,
    viewHeaders: options.viewHeaders ?? [],
    streams,
    logger,
  });
  return app;
}

interface SchemaChecks {
  readonly documents: DocumentCache;
  readonly estimate: CostEstimator;
}

/** What is checked against the gateway's schema, begun afresh whenever that is another one. */
function createSchemaChecks(
  gateway: Pick<Gateway<never>, 'schema' | 'supergraphSdl'>,
  limits: OperationLimits,
): () => SchemaChecks {
  const create = ({ schema, supergraphSdl }: typeof gateway): SchemaChecks => ({
    documents: new DocumentCache(schema, limits),
    estimate: createCostEstimator(schema, parseSupergraph(supergraphSdl), limits.assumedListSize),
  });
  let { schema } = gateway;
  let checks = create(gateway);
  return () => {
    if (gateway.schema !== schema) {
      schema = gateway.schema;
      checks = create(gateway);
    }
    return checks;
  };
}

function addProbes(
  app: FastifyInstance,
  gate: WorkGate,
  {
    isReady = () => true,
    missing = () => [],
  }: Pick<GatewayServerOptions<object>, 'isReady' | 'missing'>,
): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    if (gate.isBusy) {
      return reply.status(503).header('retry-after', '1').send({ status: 'busy' });
    }
    if (await isReady()) {
      const names = missing();
      return { status: 'ready', ...(names.length > 0 ? { missing: names } : {}) };
    }
    return reply.status(503).send({ status: 'not ready' });
  });
}

function defaultAudience(): SchemaAudience {
  return process.env.NODE_ENV === 'production' ? 'signed-in' : 'everyone';
}

function readCount(name: string, given: number | undefined, preset: number): number {
  const count = given ?? preset;
  if (Number.isInteger(count) && count >= 1) return count;
  throw new GatewayConfigurationError(
    `[gateway] ${name}: a whole number of at least 1 was expected, but got ${count}. ` +
      `Leave it out for ${preset}.`,
  );
}
