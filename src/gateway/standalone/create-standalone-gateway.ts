import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createGateway, type Gateway, type GatewayOptions } from '../create-gateway.ts';
import { GatewayConfigurationError } from '../gateway-configuration.error.ts';
import { consoleLogger, type GatewayLogger } from '../gateway-logger.ts';
import {
  createReloadableGateway,
  type ReloadableGateway,
} from '../reload/create-reloadable-gateway.ts';
import type { RemoteSubgraph } from '../reload/subgraphs.source.ts';
import type { SupergraphSource } from '../reload/supergraph-source.ts';
import { TransportKeeper } from '../reload/transport-keeper.ts';
import { createGatewayServer } from '../server/create-gateway-server.ts';
import type { GatewayProtection } from '../server/gateway-protection.ts';
import { type Caller, publicCaller } from '../sign-in/caller.ts';
import { gatewayHeaders } from '../sign-in/gateway-secret.ts';
import { parseSupergraph } from '../supergraph/parse-supergraph.ts';
import { readSupergraphTypes } from '../supergraph/supergraph-types.ts';
import type { GatewayTelemetry } from '../telemetry/gateway-telemetry.ts';
import { observeGateway } from '../telemetry/observe-gateway.ts';
import { observePlans } from '../telemetry/observe-plans.ts';
import { createObservedCache } from '../telemetry/observe-response-cache.ts';
import { observeTransport } from '../telemetry/observe-transport.ts';
import { watchRequests } from '../telemetry/watch-requests.ts';
import { createHttpTransport } from '../transports/http.transport.ts';
import {
  type HttpTransportOptions,
  httpTransportDefaults,
} from '../transports/http-transport-options.ts';

/** What an operation of a gateway without subgraphs of its own carries. */
export interface ForwardingContext {
  /** For subgraphs. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it must be done, in milliseconds of `performance.now()`. */
  readonly deadlineAt: number;
}

export interface StandaloneGatewayOptions {
  readonly source: SupergraphSource;
  /** Default: the console. */
  readonly logger?: GatewayLogger;
  /** Default: that of `createReloadableGateway`. */
  readonly pollMs?: number;
  /** Default: none. Names of client headers that subgraphs get as well, in lower case. */
  readonly forwardedHeaders?: readonly string[];
  /** Default: none. The secret by which subgraphs know this gateway; at least 16 characters. */
  readonly gatewaySecret?: string | undefined;
  /** Default: everybody is the public. Who sends a request; subgraphs are told beside the secret. */
  identify?(request: FastifyRequest): Caller | Promise<Caller>;
  /** Limits, rates and who may see the schema. Default: those of `createGatewayServer`. */
  readonly protection?: GatewayProtection;
  /** Default: 32 MiB. Bytes of memory for public answers; 0 keeps none. */
  readonly responseCacheBytes?: number;
  /** Default: `false`. Whether equal queries of the public that are under way at once are run once. */
  readonly mergeQueries?: boolean;
  /** Default: `true`. Whether the `Cache-Control` of subgraphs counts beside `@cacheControl`. */
  readonly respectSubgraphHeaders?: boolean;
  /** Default: none. Logs, counts and traces what is asked, and serves `/metrics`. */
  readonly telemetry?: GatewayTelemetry;
  /** Default: 30 seconds. How long one operation waits for subgraphs, however many fetches follow each other. */
  readonly operationTimeoutMs?: number;
  /** How a subgraph is reached, by its name: times, retries, breaker, limits. Default: those of `createHttpTransport`. */
  transportFor?(
    name: string,
  ): Omit<HttpTransportOptions<ForwardingContext>, 'headers' | 'deadlineAt' | 'onBreakerChange'>;
  /** Default: none. See `createGateway`. */
  readonly overrideLabels?: readonly string[];
  /** Ends waiting for a first supergraph. */
  readonly signal?: AbortSignal;
}

/** A gateway and its HTTP server, which does not listen yet. */
export interface StandaloneGateway {
  readonly gateway: ReloadableGateway<ForwardingContext>;
  readonly app: FastifyInstance;
  /** Answers what is under way and frees everything. */
  close(): Promise<void>;
}

/**
 * A gateway over subgraphs that are all served elsewhere, following its source.
 *
 * @throws GatewayConfigurationError, CompositionError when the first supergraph cannot be used.
 */
export async function createStandaloneGateway(
  options: StandaloneGatewayOptions,
): Promise<StandaloneGateway> {
  const { logger = consoleLogger, forwardedHeaders = [], gatewaySecret, telemetry } = options;
  const { operationTimeoutMs = httpTransportDefaults.timeoutMs } = options;
  const trustHeaders = (caller: Caller) =>
    gatewaySecret === undefined ? {} : gatewayHeaders(gatewaySecret, caller);
  // A secret that cannot work is refused before anything is opened.
  trustHeaders(publicCaller);
  const deadline = () => performance.now() + operationTimeoutMs;
  const keeper = new TransportKeeper<ForwardingContext>(({ name, url }) => {
    const transport = createHttpTransport<ForwardingContext>(url, {
      ...options.transportFor?.(name),
      headers: ({ headers }) => ({ ...headers, ...telemetry?.describingHeaders() }),
      deadlineAt: ({ deadlineAt }) => deadlineAt,
      onBreakerChange: (state) =>
        logger.warn({ serviceName: name, state }, 'The breaker of a subgraph has changed'),
    });
    return telemetry ? observeTransport(name, transport, telemetry) : transport;
  });
  const gateway = await createReloadableGateway<ForwardingContext>({
    source: options.source,
    logger,
    build: (supergraphSdl) =>
      buildRemoteGateway(supergraphSdl, keeper, {
        logger,
        ...(telemetry ? { planObserver: observePlans(telemetry) } : {}),
        ...(options.overrideLabels ? { overrideLabels: options.overrideLabels } : {}),
        respectSubgraphHeaders: options.respectSubgraphHeaders ?? true,
        createEventContext: (context) => ({ ...context, deadlineAt: deadline() }),
      }),
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const app = await createGatewayServer<ForwardingContext>({
    ...options.protection,
    gateway: telemetry ? observeGateway(gateway, telemetry) : gateway,
    logger,
    responseCache: createObservedCache(
      {
        maxBytes: options.responseCacheBytes ?? 33_554_432,
        mergeInFlight: options.mergeQueries ?? false,
      },
      telemetry,
    ),
    viewHeaders: forwardedHeaders,
    missing: () => gateway.missing,
    ...(options.identify ? { identify: options.identify } : {}),
    createContext: ({ headers }, caller) => {
      const forwarded: Record<string, string> = {};
      for (const name of forwardedHeaders) {
        const value = headers[name];
        if (value !== undefined) forwarded[name] = Array.isArray(value) ? value.join(', ') : value;
      }
      return { headers: { ...forwarded, ...trustHeaders(caller) }, deadlineAt: deadline() };
    },
  });
  if (telemetry) watchRequests(app, telemetry);
  return {
    gateway,
    app,
    async close() {
      await app.close();
      await gateway.close();
    },
  };
}

function buildRemoteGateway(
  supergraphSdl: string,
  keeper: TransportKeeper<ForwardingContext>,
  options: Omit<GatewayOptions<ForwardingContext>, 'supergraphSdl' | 'transports'>,
): Gateway<ForwardingContext> {
  const transports = keeper.take(readAddresses(supergraphSdl));
  try {
    return createGateway({ ...options, supergraphSdl, transports });
  } catch (error) {
    for (const transport of Object.values(transports)) void transport.close?.();
    throw error;
  }
}

/** Where the subgraphs of a supergraph are. A text that is no supergraph has none, which `createGateway` refuses. */
function readAddresses(supergraphSdl: string): readonly RemoteSubgraph[] {
  let subgraphs: readonly RemoteSubgraph[];
  try {
    ({ subgraphs } = readSupergraphTypes(parseSupergraph(supergraphSdl)));
  } catch {
    return [];
  }
  if (subgraphs.length === 0) {
    throw new GatewayConfigurationError(
      '[gateway] supergraph: a supergraph of Federation 2 was expected, but it names no subgraph. Pass what ' +
        'redress compose or a composition tool printed.',
    );
  }
  const lost = subgraphs.filter(({ url }) => url === '').map(({ name }) => `"${name}"`);
  if (lost.length === 0) return subgraphs;
  throw new GatewayConfigurationError(
    '[gateway] supergraph: each subgraph must have its address in @join__graph(url:), but it is missing for ' +
      `${lost.join(', ')}. Compose with addresses.`,
  );
}
