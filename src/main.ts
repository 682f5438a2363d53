import 'reflect-metadata';
import { GraphQLError, type GraphQLSchema, parse, printSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { createCaseworkDesk } from './casework.ts';
import { assertSubgraphOptions } from './config/assert-subgraph-options.ts';
import { ConfigurationError } from './config/configuration.error.ts';
import { createLogger } from './config/create-logger.ts';
import { listenOn } from './config/listen-on.ts';
import type { Settings } from './config/settings.ts';
import type { RemoteSubgraph } from './config/subgraph-list.ts';
import { subgraphOptionsFor } from './config/subgraph-options.ts';
import { asDatabases, closeDatabases, type Databases, eachOnce } from './database/databases.ts';
import { describeDataPackage } from './database/exports/data-package.ts';
import { writeCsv } from './database/exports/write-csv.ts';
import { writeXlsx } from './database/exports/write-xlsx.ts';
import { importRoutes } from './database/imports/http/import-routes.ts';
import { observeStatements } from './database/observe-statements.ts';
import { openDatabases, openMigratedDatabases, urlOf } from './database/open-databases.ts';
import { isSampleWanted, loadSample, type SampleProgress } from './database/sample/load-sample.ts';
import { createWorkerBell, type WorkerBell } from './database/worker-bell.ts';
import { createEnqueue } from './delivery.ts';
import { createEditionDesk, isCouncil } from './editions.ts';
import { createGateway, type Gateway } from './gateway/create-gateway.ts';
import type { GatewayLogger } from './gateway/gateway-logger.ts';
import { RateLimiter } from './gateway/limits/rate-limiter.ts';
import { WorkGate } from './gateway/limits/work-gate.ts';
import { explainOperation } from './gateway/plan/explain-operation.ts';
import { logLateFieldErrors } from './gateway/run/late-field-errors.ts';
import { createGatewayServer } from './gateway/server/create-gateway-server.ts';
import { guardWork } from './gateway/server/guard-work.ts';
import { gatewayHeaders } from './gateway/sign-in/gateway-secret.ts';
import {
  composeSupergraph,
  type SubgraphDefinition,
} from './gateway/supergraph/compose-supergraph.ts';
import { keepSupergraph, readKeptSupergraph } from './gateway/supergraph/kept-supergraph.ts';
import { buildPublicSchema } from './gateway/supergraph/public-schema.ts';
import type { GatewayTelemetry } from './gateway/telemetry/gateway-telemetry.ts';
import { observeGateway } from './gateway/telemetry/observe-gateway.ts';
import { observePlans } from './gateway/telemetry/observe-plans.ts';
import { createObservedCache } from './gateway/telemetry/observe-response-cache.ts';
import { observeTransport } from './gateway/telemetry/observe-transport.ts';
import { watchRequests } from './gateway/telemetry/watch-requests.ts';
import { createEmbeddedTransport } from './gateway/transports/embedded.transport.ts';
import { createHttpTransport } from './gateway/transports/http.transport.ts';
import { createSharedTransport } from './gateway/transports/shared.transport.ts';
import type { SubgraphTransport } from './gateway/transports/subgraph-transport.ts';
import { createLetterThread } from './letter-thread.ts';
import { installedReports } from './plugins/index.ts';
import type { Neighbours } from './processes/neighbours.ts';
import { createTokenCheck, readProtection } from './protection.ts';
import type { Ask } from './reports/ask.ts';
import { describeParameters } from './reports/describe-parameters.ts';
import { feedRoutes } from './reports/feed/feed-routes.ts';
import { loadReportPackages } from './reports/load-report-packages.ts';
import { findChromium } from './reports/pdf/find-chromium.ts';
import { createPdfPrinter, type PdfPrinter } from './reports/pdf/pdf-printer.ts';
import type { AnyReport } from './reports/report.ts';
import { createReportEngine, type ReportEngine } from './reports/report-engine.ts';
import { ReportError } from './reports/report-error.ts';
import { createReportRegistry, type ReportRegistry } from './reports/report-registry.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { toRendering } from './reports/runs/kept-rendering.ts';
import { createStudioBench } from './reports/studio/studio-bench.ts';
import type { LetterThread } from './reports/thread/letter-thread.ts';
import { parseScopes } from './resolvers/access/parse-scopes.ts';
import { authorize, createSignIn } from './resolvers/access/sign-in.ts';
import type { Subgraph } from './resolvers/build-subgraph.ts';
import { OperationContext, type Scope, subgraphNames } from './resolvers/operation-context.ts';
import { findContent, findLetter } from './resolvers/reports/letter.repository.ts';
import { ProbeWatch } from './resolvers/reports/probe-watch.ts';
import type { ReportService } from './resolvers/reports/report-service.ts';
import { createSubgraphs } from './resolvers/subgraphs.ts';
import { supergraphFile } from './resolvers/supergraph-file.ts';
import { countMessages } from './runs/count-messages.ts';
import { type AskForRuns, createDifferences } from './runs/create-differences.ts';
import { createRunDesk } from './runs/create-run-desk.ts';
import { createFeedReader } from './runs/read-feed.ts';
import { startWorker } from './runs/start-worker.ts';
import { packBodies } from './schema/reports/letter-bodies.ts';
import { DateScalar } from './schema/scalars/date.scalar.ts';
import { DateTimeScalar } from './schema/scalars/date-time.scalar.ts';
import {
  addStudio,
  createStudioCaller,
  createStudioDoor,
  findPublishedLetter,
  findStudioCouncils,
} from './studio.ts';
import { createStudioEditions } from './studio-editions.ts';
import { createTelemetry } from './telemetry.ts';
import { createExplorer } from './web/explorer.plugin.ts';
import { readCouncilYears } from './web/open-data/council-years.query.ts';
import type { OpenDataTable } from './web/open-data/open-data-table.ts';
import { openDataTables, readOpenDataRows } from './web/open-data/tables.ts';
import { createSite } from './web/site.plugin.ts';

/** What reports may read: addressees, and letters before they are public. */
const reportScopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

/** What is answered for the site and the public: what needs no scope. */
const publicScopes: ReadonlySet<Scope> = new Set();

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
  /** A context for one operation of a caller with these scopes. */
  createContext(
    scopes: ReadonlySet<Scope>,
    callerId?: string | null,
    address?: string | null,
  ): OperationContext;
  close(): Promise<void>;
}

/**
 * The supergraph of all five subgraphs, in the schema definition language.
 *
 * @param served Where they are, for a router that has to reach them. Default: nowhere, they are embedded.
 * @throws ConfigurationError for a subgraph that is none of ours.
 */
export function composeRedress(served: readonly RemoteSubgraph[] = []): string {
  assertOurs(served);
  const urls = new Map(served.map(({ name, url }) => [name, url]));
  return composeOurs(
    createSubgraphs().map((subgraph) => {
      const url = urls.get(subgraph.name);
      return url === undefined ? subgraph : { ...subgraph, url };
    }),
  );
}

/** As it was composed by the build, unless these are others than the build has seen. */
function composeOurs(subgraphs: readonly SubgraphDefinition[]): string {
  return readKeptSupergraph(supergraphFile, subgraphs) ?? composeSupergraph(subgraphs);
}

/** Composes the supergraph and keeps it in a file for all later starts. For the build. */
export function keepRedressSupergraph(file: URL): void {
  keepSupergraph(file, createSubgraphs());
}

/** The public API schema: what clients may ask for. */
export function buildRedressSchema(): GraphQLSchema {
  return buildPublicSchema(parse(composeRedress()));
}

/** The public API schema in the schema definition language. */
export function printRedressSchema(): string {
  return printSchema(buildRedressSchema());
}

/**
 * How an operation on the graph is planned, as a text for people.
 *
 * @throws OperationUnplannableError
 */
export function explainRedressOperation(text: string): Promise<string> {
  return explainOperation(composeRedress(), text);
}

/** The reports that ship and those of packages, in the order in which they are listed. */
export async function loadReports(
  packages: readonly string[],
  folder?: string,
): Promise<readonly AnyReport[]> {
  return [...installedReports, ...(await loadReportPackages(packages, folder))];
}

/** What makes PDFs, with the Chromium of the settings or of the usual places. */
export function createPrinter({ chromium }: Pick<Settings, 'chromium'>): PdfPrinter {
  const { PATH } = process.env;
  return createPdfPrinter({ chromium: findChromium({ PATH, REDRESS_CHROMIUM: chromium }) });
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
  ) =>
    new OperationContext(
      databases,
      scopes,
      { reports: reportService, casework, editions, runs, probes },
      callerId,
      address,
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
    // One context for the letters of a batch, so that its loaders and fetches are for all of them at once.
    openBatch: () => {
      const contextValue = createContext(reportScopes);
      batches.add(contextValue);
      return askGateway(contextValue);
    },
  });
  const reportService = createReportService(registry, engine);
  const askForRuns: AskForRuns = (document, variables) =>
    gateway.execute({
      document,
      variables: { ...variables },
      contextValue: createContext(reportScopes),
    });
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

function assertOurs(subgraphs: readonly RemoteSubgraph[]): void {
  const foreign = subgraphs.find(({ name }) => !subgraphNames.some((ours) => ours === name));
  if (foreign === undefined) return;
  throw new ConfigurationError([
    {
      name: 'REDRESS_SUBGRAPHS',
      expected: `must name subgraphs of Redress (${subgraphNames.join(', ')})`,
      got: foreign.name,
    },
  ]);
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

/** Runs operations on the graph as a visitor who is not signed in. */
export function askAsPublic({
  gateway,
  createContext,
}: Pick<Redress, 'gateway' | 'createContext'>) {
  return (document: string, variables: Readonly<Record<string, unknown>>) =>
    gateway.execute({
      document,
      variables: { ...variables },
      contextValue: createContext(publicScopes),
    });
}

/** The yearly open-data table of this name. */
export function findOpenDataTable(name: string): OpenDataTable | undefined {
  return openDataTables.find((table) => table.name === name);
}

/** Names of the yearly open-data tables. */
export const openDataTableNames: readonly string[] = openDataTables.map(({ name }) => name);

/**
 * The rows of an open-data table in pages: what the graph tells a visitor who is not signed in.
 *
 * @throws GraphUnavailableError, or the signal's reason when it is aborted.
 */
export async function* readOpenDataTable(
  redress: Redress,
  table: OpenDataTable,
  yearEnding: number,
  signal: AbortSignal,
) {
  for await (const councils of readCouncilYears(askAsPublic(redress), yearEnding, signal)) {
    yield readOpenDataRows(table, councils, yearEnding);
  }
}

/** What `startServer` is told besides the settings. */
export interface StartOptions {
  /** Whether a database without councils is filled with the sample dataset. Default true. */
  sample?: boolean;
  /** Told of every step of loading the sample dataset. */
  onSampleProgress?: (progress: SampleProgress) => void;
}

/** A server that listens. */
export interface RunningServer extends Redress {
  /** Where it listens, for example `http://127.0.0.1:4000`. */
  url: string;
  /** Forgets the answers that are kept. Call it when data have been changed past the gateway, as an import does. */
  forgetAnswers(): void;
}

/**
 * Opens the databases, brings them up to date, fills empty ones with sample data, and listens.
 *
 * @throws ListenError when the port is taken or may not be used; DatabaseUnavailableError, DatabaseTooNewError.
 */
export async function startServer(
  settings: Settings,
  options: StartOptions = {},
): Promise<RunningServer> {
  return listenOrClose(await prepareDatabases(settings, options), settings);
}

/**
 * Opens the databases, brings them up to date, and fills empty ones with sample data.
 *
 * @throws DatabaseUnavailableError, DatabaseTooNewError.
 */
export async function prepareDatabases(
  settings: Settings,
  options: StartOptions = {},
): Promise<Databases> {
  const databases = await openMigratedDatabases(settings);
  try {
    if (options.sample !== false && (await isSampleWanted(databases))) {
      await loadSample(
        databases,
        options.onSampleProgress ? { onProgress: options.onSampleProgress } : {},
      );
    }
    return databases;
  } catch (error) {
    await closeDatabases(databases);
    throw error;
  }
}

/**
 * Listens as one of several processes of a server, on databases that have been prepared. It does no work of a worker.
 *
 * @throws ListenError when the port is taken or may not be used; DatabaseUnavailableError.
 */
export async function startServerBeside(
  settings: Settings,
  neighbours: Neighbours,
): Promise<RunningServer> {
  return listenOrClose(await openDatabases(settings), settings, neighbours);
}

async function listenOrClose(
  databases: Databases,
  settings: Settings,
  neighbours?: Neighbours,
): Promise<RunningServer> {
  try {
    return await listen(databases, settings, neighbours);
  } catch (error) {
    await closeDatabases(databases);
    throw error;
  }
}

/** Traces each statement, where traces are made. */
export function traceStatements(databases: Databases, telemetry: GatewayTelemetry): void {
  if (telemetry.tracer === undefined) return;
  for (const { thing } of eachOnce(databases)) {
    observeStatements(thing, (sql) => telemetry.startStatement(sql));
  }
}

async function listen(
  databases: Databases,
  settings: Settings,
  neighbours?: Neighbours,
): Promise<RunningServer> {
  const logger = createLogger(settings);
  // The port that is really bound is known once the server listens, and nothing is asked before.
  let ownUrl = '';
  const publicUrl = () => settings.publicUrl ?? ownUrl;
  const telemetry = createTelemetry(settings, logger, neighbours?.name);
  traceStatements(databases, telemetry);
  const reports = await loadReports(settings.reportPackages);
  const thread = createLetterThread(settings, reports, logger, { isAlone: true });
  const parts = { telemetry, reports, thread, neighbours };
  const redress = assembleRedress(databases, publicUrl, logger, settings, parts);
  const responseCache = createObservedCache(
    {
      maxBytes: settings.caching.responseCacheBytes,
      mergeInFlight: settings.caching.mergeQueries,
      ...(neighbours ? { clearOthers: () => neighbours.forgetAnswers() } : {}),
    },
    telemetry,
  );
  neighbours?.onForgetAnswers(() => responseCache.clear());
  neighbours?.onReadMetrics(() => telemetry.metrics.write());
  const tokens = createTokenCheck(settings);
  const signIn = createSignIn(databases.house, tokens && ((token) => tokens.verify(token)));
  const { maxConcurrentOperations, rateLimit } = settings.protection;
  const gate = new WorkGate(maxConcurrentOperations);
  const rateLimiter = rateLimit && (neighbours?.rateLimiter ?? new RateLimiter(rateLimit));
  const app = await createGatewayServer<OperationContext>({
    ...readProtection(settings),
    gate,
    rateLimiter,
    gateway: redress.gateway,
    logger,
    responseCache,
    identify: (request) => signIn(request.headers.authorization),
    createContext: (request, { id, scopes }) =>
      redress.createContext(parseScopes(scopes), id, request.ip),
    mayReadPlan: (context) => context.may('admin'),
  });
  watchRequests(app, telemetry, neighbours && (() => neighbours.readMetrics()));
  const explorer = createExplorer();
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.split('?')[0] === '/graphql' && explorer.wants(request)) {
      return explorer.send(reply);
    }
  });
  await app.register(explorer.plugin);
  await app.register(importRoutes, {
    logger,
    maxBytes: settings.importMaxBytes,
    openDatabases: () => openDatabases(settings),
    authorize: async ({ headers: { authorization } }) => {
      await authorize(signIn, authorization, 'casework:write');
      return (await signIn(authorization)).id ?? 'nobody';
    },
    turn: neighbours?.importTurn,
    onImported: async (result) => {
      await responseCache.clearEverywhere();
      logger.info({ import: result }, 'A file was imported');
    },
  });
  const printer = createPrinter(settings);
  app.addHook('preClose', () => printer.close());
  await app.register(async (guarded) => {
    guardWork(guarded, {
      gate,
      rateLimiter,
      isWork: ({ url }) => !/^\/(assets\/|favicon\.ico)/.test(url),
      isRated: ({ url }) => url.startsWith('/reports/'),
      identify: (request) => signIn(request.headers.authorization),
    });
    await guarded.register(reportRoutes, {
      engine: redress.engine,
      printer,
      logger,
      mailFrom: settings.mailFrom,
      authorize: (request, scope) => authorize(signIn, request.headers.authorization, scope),
      letterVisible: async ({ request, ...wanted }) => {
        const { id, scopes } = await signIn(request.headers.authorization);
        const reader = redress.createContext(scopes, id, request.ip);
        const letter = await findLetter(databases.reports, wanted, reader);
        if (letter === null) {
          reader.refuseLetters(1);
          return false;
        }
        const content = await findContent(databases.reports, letter);
        return content === null ? true : toRendering(content);
      },
    });
    await guarded.register(feedRoutes, {
      publicUrl,
      readPublished: createFeedReader(databases.reports, redress.registry, askAsPublic(redress)),
    });
    await addStudio(guarded, {
      source: createStudioBench(redress.engine, { folder: process.cwd() }),
      authorize: createStudioDoor(settings, ({ headers: { authorization } }) =>
        authorize(signIn, authorization, 'letters:render'),
      ),
      findCouncils: (text) => findStudioCouncils(askAsPublic(redress), text),
      findPublished: (report, council) =>
        findPublishedLetter(askAsPublic(redress), redress.engine, report, council),
      wording: createStudioEditions({
        redress,
        identify: createStudioCaller(settings, signIn),
        canPreview: !settings.remoteSubgraphs.some(({ name }) => name === 'reports'),
      }),
      mailFrom: settings.mailFrom,
      smtpUrl: settings.smtpUrl,
      logger,
    });
    await guarded.register(
      createSite({
        publicUrl,
        logger,
        openData: {
          csv: writeCsv,
          xlsx: (columns, rows, name) => writeXlsx(columns, rows, { name }),
          describe: describeDataPackage,
        },
        ask: askAsPublic(redress),
      }),
    );
  });
  const url = await listenOn(app, settings);
  ownUrl = url;
  const worker =
    settings.worker.embedded && neighbours === undefined
      ? await startWorker(redress, settings, logger, { onPublished: () => responseCache.clear() })
      : undefined;
  const stopLogging = logLateFieldErrors(logger);
  return {
    ...redress,
    url,
    forgetAnswers: () => responseCache.clear(),
    close: async () => {
      await worker?.close();
      await app.close();
      await redress.close();
      stopLogging();
    },
  };
}
