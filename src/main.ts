import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { GraphQLError, parse } from 'graphql';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { ListenError } from './config/listen.error.ts';
import type { Settings } from './config/settings.ts';
import { migrateDatabase } from './database/migrate-database.ts';
import { openDatabase } from './database/open-database.ts';
import { isSampleWanted, loadSample, type SampleProgress } from './database/sample/load-sample.ts';
import { createGateway, type Gateway } from './gateway/create-gateway.ts';
import type { GatewayLogger } from './gateway/gateway-logger.ts';
import { createGatewayServer } from './gateway/server/create-gateway-server.ts';
import { composeSupergraph } from './gateway/supergraph/compose-supergraph.ts';
import { buildPublicSchema } from './gateway/supergraph/public-schema.ts';
import { createEmbeddedTransport } from './gateway/transports/embedded.transport.ts';
import { installedReports } from './plugins/index.ts';
import { describeParameters } from './reports/describe-parameters.ts';
import { createReportEngine, type ReportEngine } from './reports/report-engine.ts';
import { ReportError } from './reports/report-error.ts';
import { createReportRegistry, type ReportRegistry } from './reports/report-registry.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { authorize, signIn, signInToGraph } from './resolvers/access/sign-in.ts';
import { type Databases, OperationContext, type Scope } from './resolvers/operation-context.ts';
import { findLetter } from './resolvers/reports/letter.repository.ts';
import type { ReportService } from './resolvers/reports/report-service.ts';
import { createSubgraphs } from './resolvers/subgraphs.ts';
import { DateScalar } from './schema/scalars/date.scalar.ts';
import { DateTimeScalar } from './schema/scalars/date-time.scalar.ts';
import { createExplorer } from './web/explorer.plugin.ts';
import { createSite } from './web/site.plugin.ts';

/** What reports may read: addressees, and letters before they are public. */
const reportScopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

/** What is answered for the site and the public: what needs no scope. */
const publicScopes: ReadonlySet<Scope> = new Set();

/** Everything that answers questions and renders letters, put together and not yet listening. */
export interface Redress {
  /** The database that all subgraphs share. */
  database: DataSource;
  gateway: Gateway<OperationContext>;
  registry: ReportRegistry;
  engine: ReportEngine;
  /** A context for one operation of a caller with these scopes. */
  createContext(scopes: ReadonlySet<Scope>): OperationContext;
  close(): Promise<void>;
}

/** The supergraph of all five subgraphs, in the schema definition language. */
export function composeRedress(): string {
  return composeSupergraph(createSubgraphs());
}

/** The installed reports, checked against the graph. Needs no database. */
export function createRedressRegistry(): ReportRegistry {
  const schema = buildPublicSchema(parse(composeRedress()));
  return createReportRegistry(installedReports, { schema });
}

/**
 * Puts everything together on a database that is open and migrated.
 *
 * @param publicUrl Address of this server as people reach it, without a slash at the end.
 */
export function assembleRedress(
  database: DataSource,
  publicUrl: string,
  logger: GatewayLogger,
): Redress {
  const databases: Databases = {
    councils: database,
    decisions: database,
    recommendations: database,
    training: database,
    reports: database,
  };
  const subgraphs = createSubgraphs();
  const gateway = createGateway<OperationContext>({
    supergraphSdl: composeSupergraph(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map(({ name, schema }) => [
        name,
        createEmbeddedTransport<OperationContext>(schema),
      ]),
    ),
    scalars: [DateScalar, DateTimeScalar],
    logger,
  });
  const registry = createReportRegistry(installedReports, { schema: gateway.schema });
  const createContext = (scopes: ReadonlySet<Scope>) =>
    new OperationContext(databases, scopes, reports);
  const engine = createReportEngine({
    registry,
    publicUrl,
    now: () => new Date(),
    ask: (question) =>
      gateway.execute({
        document: question.document,
        operationName: question.operationName,
        variables: { ...question.variables },
        contextValue: createContext(reportScopes),
      }),
  });
  const reports = createReportService(registry, engine);
  return {
    database,
    gateway,
    registry,
    engine,
    createContext,
    close: async () => {
      await gateway.close();
      await database.destroy();
    },
  };
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
}

/**
 * Opens the database, brings it up to date, fills an empty one with sample data, and listens.
 *
 * @throws ListenError when the port is taken or may not be used; DatabaseUnavailableError, DatabaseTooNewError.
 */
export async function startServer(
  settings: Settings,
  options: StartOptions = {},
): Promise<RunningServer> {
  const database = await openDatabase({ url: settings.databaseUrl });
  try {
    await migrateDatabase(database);
    if (options.sample !== false && (await isSampleWanted(database))) {
      await loadSample(
        database,
        options.onSampleProgress ? { onProgress: options.onSampleProgress } : {},
      );
    }
    return await listen(database, settings);
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function listen(database: DataSource, settings: Settings): Promise<RunningServer> {
  const logger = pino({ level: settings.logLevel }, pino.destination({ fd: 2, sync: true }));
  const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
  const redress = assembleRedress(database, publicUrl, logger);
  const app = await createGatewayServer<OperationContext>({
    gateway: redress.gateway,
    logger,
    createContext: async (request) =>
      redress.createContext(await signInToGraph(database, request.headers.authorization)),
  });
  const explorer = createExplorer();
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.split('?')[0] === '/graphql' && explorer.wants(request)) {
      return explorer.send(reply);
    }
  });
  await app.register(explorer.plugin);
  await app.register(reportRoutes, {
    engine: redress.engine,
    mailFrom: settings.mailFrom,
    authorize: (request, scope) => authorize(database, request.headers.authorization, scope),
    letterVisible: async ({ request, ...letter }) => {
      const scopes = await signIn(database, request.headers.authorization);
      return (await findLetter(database, letter, redress.createContext(scopes))) !== null;
    },
  });
  await app.register(
    createSite({
      publicUrl,
      logger,
      ask: (document, variables) =>
        redress.gateway.execute({
          document,
          variables: { ...variables },
          contextValue: redress.createContext(publicScopes),
        }),
    }),
  );
  await app.listen({ host: settings.host, port: settings.port }).catch((error: unknown) => {
    throw ListenError.ofListening(error, settings);
  });
  // Fastify listens on TCP here, so that its address is one with a port.
  const { port } = app.server.address() as AddressInfo;
  return {
    ...redress,
    url: `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`,
    close: async () => {
      await app.close();
      await redress.close();
    },
  };
}
