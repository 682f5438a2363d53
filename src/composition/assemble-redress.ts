import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import { assertSubgraphOptions } from '../config/assert-subgraph-options.ts';
import type { Settings } from '../config/settings.ts';
import { subgraphOptionsFor } from '../config/subgraph-options.ts';
import { asDatabases, closeDatabases, type Databases } from '../database/databases.ts';
import { urlOf } from '../database/open-databases.ts';
import { createWorkerBell, type WorkerBell } from '../database/worker-bell.ts';
import { createGateway, type Gateway } from '../gateway/create-gateway.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { gatewayHeaders } from '../gateway/sign-in/gateway-secret.ts';
import type { GatewayTelemetry } from '../gateway/telemetry/gateway-telemetry.ts';
import { observeGateway } from '../gateway/telemetry/observe-gateway.ts';
import { observePlans } from '../gateway/telemetry/observe-plans.ts';
import { observeTransport } from '../gateway/telemetry/observe-transport.ts';
import { createEmbeddedTransport } from '../gateway/transports/embedded.transport.ts';
import { createHttpTransport } from '../gateway/transports/http.transport.ts';
import { createSharedTransport } from '../gateway/transports/shared.transport.ts';
import type { SubgraphTransport } from '../gateway/transports/subgraph-transport.ts';
import { installedReports } from '../plugins/index.ts';
import type { Neighbours } from '../processes/neighbours.ts';
import type { Ask } from '../reports/ask.ts';
import { describeParameters } from '../reports/describe-parameters.ts';
import type { AnyReport } from '../reports/report.ts';
import { createReportEngine, type ReportEngine } from '../reports/report-engine.ts';
import { ReportError } from '../reports/report-error.ts';
import { createReportRegistry, type ReportRegistry } from '../reports/report-registry.ts';
import type { LetterThread } from '../reports/thread/letter-thread.ts';
import type { Subgraph } from '../resolvers/build-subgraph.ts';
import { OperationContext, type Scope, subgraphNames } from '../resolvers/operation-context.ts';
import { ProbeWatch } from '../resolvers/reports/probe-watch.ts';
import type { ReportService } from '../resolvers/reports/report-service.ts';
import { createSubgraphs } from '../resolvers/subgraphs.ts';
import { countMessages } from '../runs/count-messages.ts';
import { type AskForRuns, createDifferences } from '../runs/create-differences.ts';
import { createRunDesk } from '../runs/create-run-desk.ts';
import { packBodies } from '../schema/reports/letter-bodies.ts';
import { DateScalar } from '../schema/scalars/date.scalar.ts';
import { DateTimeScalar } from '../schema/scalars/date-time.scalar.ts';
import { askAsPublic } from './ask-as-public.ts';
import { createCaseworkDesk } from './casework-desk.ts';
import { createEnqueue } from './delivery.ts';
import { createEditionDesk, isCouncil } from './edition-desk.ts';
import { assertOurs, composeOurs } from './our-supergraph.ts';
import { reportScopes } from './scopes.ts';

/** Everything that answers questions and renders letters, put together and not yet listening. */
export interface Redress {
  /** The database of the house, with API keys, and of every subgraph that has none of its own. */
  database: DataSource;
  /** The database of each subgraph. */
  databases: Databases;
  gateway: Gateway<OperationContext>;
  registry: ReportRegistry;
  engine: ReportEngine;
  /** Asks the graph as reports do, which may read who is written to. */
  askForReports: Ask;
  /** Starts runs and moves them on. */
  runs: ReturnType<typeof createRunDesk>;
  /** Wakes workers when a change of a run is committed. */
  bell: WorkerBell;
  /** Asks the graph as reports do, by the text of an operation. */
  askForRuns: AskForRuns;
  /**
   * The same for several questions that belong together: what one of them has read is not read again for the others. All of them
   * together have the time of one operation.
   */
  openAskForRuns: () => AskForRuns;
  /** A context for one operation of a caller with these scopes. */
  createContext(
    scopes: ReadonlySet<Scope>,
    callerId?: string | null,
    address?: string | null,
  ): OperationContext;
  close(): Promise<void>;
}

/** Which subgraphs are served elsewhere, and how they know the gateway. */
export type RemoteSettings = Pick<
  Settings,
  'remoteSubgraphs' | 'gatewaySecrets' | 'subgraphOptions' | 'operationTimeoutMs' | 'overrideLabels'
> &
  Partial<Pick<Settings, 'caching' | 'runs' | 'mailFrom' | 'databaseUrl' | 'subgraphDatabases'>>;

/** Whose host stands in the identifiers of messages where no settings are given. */
const defaultMailFrom = 'letters@redress.example.org';

const allEmbedded: RemoteSettings = {
  remoteSubgraphs: [],
  gatewaySecrets: [],
  subgraphOptions: {},
  operationTimeoutMs: 30_000,
  overrideLabels: [],
};

/** What may be put together with the rest. */
export interface RedressParts {
  /** Default: nothing is measured. */
  readonly telemetry?: GatewayTelemetry | undefined;
  /** Default: those that ship. */
  readonly reports?: readonly AnyReport[];
  /** Where letters of runs are made: see `letter-thread.ts`. Default: here. */
  readonly thread?: LetterThread | undefined;
  /** Other processes of the same server. Default: there are none. */
  readonly neighbours?: Pick<Neighbours, 'probes' | 'ring'> | undefined;
}

/**
 * Puts everything together on databases, or one for all, that are open and migrated. Subgraphs that are served elsewhere need not be up.
 *
 * @param publicUrl Address of this server as people reach it, without a slash at the end; asked for with each letter where
 *   it is a function.
 * @throws ConfigurationError when a subgraph that is served elsewhere is none of ours.
 */
export function assembleRedress(
  given: DataSource | Databases,
  publicUrl: string | (() => string),
  logger: GatewayLogger,
  remote: RemoteSettings = allEmbedded,
  { telemetry, reports = installedReports, thread, neighbours }: RedressParts = {},
): Redress {
  assertOurs(remote.remoteSubgraphs);
  assertSubgraphOptions(remote, subgraphNames);
  const databases = asDatabases(given);
  const subgraphs = createSubgraphs();
  const batches = new WeakSet<OperationContext>();
  const plain = createGateway<OperationContext>({
    supergraphSdl: composeOurs(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map((subgraph) => {
        const transport = createTransport(subgraph, remote, logger, telemetry, batches);
        return [
          subgraph.name,
          telemetry ? observeTransport(subgraph.name, transport, telemetry) : transport,
        ];
      }),
    ),
    scalars: [DateScalar, DateTimeScalar],
    overrideLabels: remote.overrideLabels,
    ...(telemetry ? { planObserver: observePlans(telemetry) } : {}),
    respectSubgraphHeaders: remote.caching?.respectSubgraphHeaders ?? true,
    logger,
    createEventContext: ({ scopes, callerId }) => createContext(scopes, callerId),
  });
  const gateway = telemetry ? observeGateway(plain, telemetry) : plain;
  const registry = createReportRegistry(reports, { schema: gateway.schema });
  const casework = createCaseworkDesk(databases);
  const editions = createEditionDesk(databases.reports, {
    isCouncil: (code) => isCouncil(askAsPublic({ gateway, createContext }), code),
  });
  const probes = neighbours?.probes ?? createProbeWatch(logger, telemetry?.metrics);
  const createContext = (
    scopes: ReadonlySet<Scope>,
    callerId: string | null = null,
    address: string | null = null,
    common: OperationContext | null = null,
  ) =>
    new OperationContext(
      databases,
      scopes,
      { reports: reportService, casework, editions, runs, probes },
      callerId,
      address,
      common,
    );
  const askGateway =
    (contextValue: OperationContext): Ask =>
    ({ document, operationName, variables }) =>
      gateway.execute({ document, operationName, variables: { ...variables }, contextValue });
  const askForReports: Ask = (question) => askGateway(createContext(reportScopes))(question);
  const engine = createReportEngine({
    registry,
    publicUrl,
    now: () => new Date(),
    pack: packBodies,
    thread,
    ask: askForReports,
    // One context for the letters of a batch, so that its loaders and fetches are for all of them at once; what is of no one council is
    // read once for all batches.
    openSeason: () => {
      const common = createContext(reportScopes);
      return () => {
        const contextValue = createContext(reportScopes, null, null, common);
        batches.add(contextValue);
        return askGateway(contextValue);
      };
    },
  });
  const reportService = createReportService(registry, engine);
  const openAskForRuns = (): AskForRuns => {
    const contextValue = createContext(reportScopes);
    return (document, variables) =>
      gateway.execute({ document, variables: { ...variables }, contextValue });
  };
  const askForRuns: AskForRuns = (...question) => openAskForRuns()(...question);
  const { databaseUrl = 'sqlite::memory:', ...others } = remote;
  const bell = createWorkerBell(urlOf({ databaseUrl, ...others }, 'reports'), (err) =>
    logger.warn({ err }, 'Workers could not be woken, and look for work themselves'),
  );
  const runs = createRunDesk(databases, {
    settings: remote.runs ?? { selfApproval: false, webhookUrls: [], webhookSecret: undefined },
    casework,
    enqueue: createEnqueue(askForReports, { mailFrom: remote.mailFrom ?? defaultMailFrom }),
    countMessages: (runIds) => countMessages(databases.reports, runIds),
    findDifferences: createDifferences(databases.reports, engine, askForRuns),
    onChange: () => {
      void bell.ring();
      neighbours?.ring();
    },
  });
  return {
    database: databases.house,
    databases,
    gateway,
    registry,
    engine,
    askForReports,
    runs,
    bell,
    askForRuns,
    openAskForRuns,
    createContext,
    close: async () => {
      await bell.close();
      await thread?.close();
      await gateway.close();
      await closeDatabases(databases);
    },
  };
}

/** Counts letters that callers were refused; says in the log and the metrics who asks too often. */
export function createProbeWatch(
  logger: GatewayLogger,
  metrics?: Pick<GatewayTelemetry['metrics'], 'probeAlerts'>,
): ProbeWatch {
  return new ProbeWatch({
    alert: (alert) => {
      metrics?.probeAlerts.inc();
      logger.warn(alert, 'A caller asks again and again for letters that it may not see');
    },
  });
}

/** In this process, or over HTTP with the caller's scopes beside the secret. */
function createTransport(
  { name, schema }: Subgraph,
  { remoteSubgraphs, gatewaySecrets, subgraphOptions, operationTimeoutMs }: RemoteSettings,
  logger: GatewayLogger,
  telemetry: GatewayTelemetry | undefined,
  batches: WeakSet<OperationContext>,
): SubgraphTransport<OperationContext> {
  const remote = remoteSubgraphs.find((subgraph) => subgraph.name === name);
  if (remote === undefined) {
    return createSharedTransport(createEmbeddedTransport(schema), (context) =>
      batches.has(context),
    );
  }
  const [gatewaySecret] = gatewaySecrets;
  return createHttpTransport<OperationContext>(remote.url, {
    ...subgraphOptionsFor(subgraphOptions, name),
    deadlineAt: ({ startedAt }) => startedAt + operationTimeoutMs,
    headers: ({ scopes, callerId }) => ({
      ...telemetry?.describingHeaders(),
      ...(gatewaySecret === undefined
        ? {}
        : gatewayHeaders(gatewaySecret, { id: callerId, scopes })),
    }),
    onBreakerChange: (state) =>
      logger.warn({ serviceName: name, state }, 'The breaker of a subgraph has changed'),
  });
}

/** The report engine as the reports subgraph sees it. */
function createReportService(registry: ReportRegistry, engine: ReportEngine): ReportService {
  return {
    definitions: registry.reports.map((report) => ({
      name: report.name,
      title: report.title,
      description: report.description,
      apiVersion: report.apiVersion,
      parameters: describeParameters(report),
    })),
    render: async (name, params) => {
      try {
        return await engine.render(name, params);
      } catch (error) {
        if (!(error instanceof ReportError) || error.statusCode >= 500) throw error;
        throw new GraphQLError(error.message, {
          extensions: { code: error.code, report: error.report, stage: error.stage },
        });
      }
    },
  };
}
