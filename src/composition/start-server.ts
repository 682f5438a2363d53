import { createLogger } from '../config/create-logger.ts';
import { listenOn } from '../config/listen-on.ts';
import type { Settings } from '../config/settings.ts';
import { closeDatabases, type Databases, eachOnce } from '../database/databases.ts';
import { describeDataPackage } from '../database/exports/data-package.ts';
import { writeCsv } from '../database/exports/write-csv.ts';
import { writeXlsx } from '../database/exports/write-xlsx.ts';
import { importRoutes } from '../database/imports/http/import-routes.ts';
import { observeStatements } from '../database/observe-statements.ts';
import { openDatabases, openMigratedDatabases } from '../database/open-databases.ts';
import { isSampleWanted, loadSample, type SampleProgress } from '../database/sample/load-sample.ts';
import { RateLimiter } from '../gateway/limits/rate-limiter.ts';
import { WorkGate } from '../gateway/limits/work-gate.ts';
import { logLateFieldErrors } from '../gateway/run/late-field-errors.ts';
import { createGatewayServer } from '../gateway/server/create-gateway-server.ts';
import { guardWork } from '../gateway/server/guard-work.ts';
import type { GatewayTelemetry } from '../gateway/telemetry/gateway-telemetry.ts';
import { createObservedCache } from '../gateway/telemetry/observe-response-cache.ts';
import { watchRequests } from '../gateway/telemetry/watch-requests.ts';
import type { Neighbours } from '../processes/neighbours.ts';
import { feedRoutes } from '../reports/feed/feed-routes.ts';
import { reportRoutes } from '../reports/report-routes.ts';
import { toRendering } from '../reports/runs/kept-rendering.ts';
import { createStudioBench } from '../reports/studio/studio-bench.ts';
import { parseScopes } from '../resolvers/access/parse-scopes.ts';
import { authorize, createSignIn } from '../resolvers/access/sign-in.ts';
import type { OperationContext } from '../resolvers/operation-context.ts';
import { findContent, findLetter } from '../resolvers/reports/letter.repository.ts';
import { createFeedReader } from '../runs/read-feed.ts';
import { createExplorer } from '../web/explorer.plugin.ts';
import { createSite } from '../web/site.plugin.ts';
import { askAsPublic } from './ask-as-public.ts';
import { assembleRedress, type Redress } from './assemble-redress.ts';
import { createPrinter } from './create-printer.ts';
import { createTelemetry } from './create-telemetry.ts';
import { createLetterThread } from './letter-thread.ts';
import { loadReports } from './load-reports.ts';
import { createTokenCheck, readProtection } from './protection.ts';
import { startWorker } from './start-worker.ts';
import {
  addStudio,
  createStudioCaller,
  createStudioDoor,
  findPublishedLetter,
  findStudioCouncils,
} from './studio.ts';
import { createStudioEditions } from './studio-editions.ts';

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
