import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { assertSubgraphOptions } from '../config/assert-subgraph-options.ts';
import { createLogger } from '../config/create-logger.ts';
import { listenOn } from '../config/listen-on.ts';
import type { Settings } from '../config/settings.ts';
import type { RemoteSubgraph } from '../config/subgraph-list.ts';
import { subgraphOptionsFor } from '../config/subgraph-options.ts';
import { closeDatabases, type Databases, eachOnce } from '../database/databases.ts';
import { observeStatements } from '../database/observe-statements.ts';
import { openDatabase } from '../database/open-database.ts';
import { openMigratedDatabases } from '../database/open-databases.ts';
import { createSubgraphsSource } from '../gateway/reload/subgraphs.source.ts';
import { createSupergraphFileSource } from '../gateway/reload/supergraph-file.source.ts';
import { logLateFieldErrors } from '../gateway/run/late-field-errors.ts';
import { type Caller, publicCaller } from '../gateway/sign-in/caller.ts';
import {
  createSubgraphDoor,
  gatewayHeaders,
  gatewaySecretHeader,
  type RequestHeaders,
} from '../gateway/sign-in/gateway-secret.ts';
import { createStandaloneGateway } from '../gateway/standalone/create-standalone-gateway.ts';
import { createSubgraphServer } from '../gateway/standalone/create-subgraph-server.ts';
import { parseScopes } from '../resolvers/access/parse-scopes.ts';
import { createSignIn, type Identity } from '../resolvers/access/sign-in.ts';
import { OperationContext, type SubgraphName } from '../resolvers/operation-context.ts';
import { createSubgraph } from '../resolvers/subgraphs.ts';
import { createCaseworkDesk } from './casework-desk.ts';
import { createTelemetry } from './create-telemetry.ts';
import { createTokenCheck, readProtection } from './protection.ts';

/** A gateway or a subgraph that listens by itself. */
export interface RunningPart {
  url: string;
  close(): Promise<void>;
}

/** A subgraph that listens by itself. */
export interface RunningSubgraph extends RunningPart {
  databases: Databases;
}

/** Over what a gateway alone is started: a file with a supergraph, or subgraphs to compose. */
export interface StartGatewayOptions {
  source: { supergraphFile: string } | { subgraphs: readonly RemoteSubgraph[] };
  /** Client headers that subgraphs get as well, in lower case. */
  forwardedHeaders: readonly string[];
  /** Whether callers are signed in by the API keys of the settings' database. Default: it keeps none. */
  keys?: boolean;
  /** How often the source is asked for changes. */
  pollMs: number;
  /** Ends waiting for subgraphs that must be reached before anything can be served. */
  signal: AbortSignal;
}

/** A gateway that listens and can be told to look at its source. */
export interface RunningGateway extends RunningPart {
  /** Subgraphs that are left out until they are reached. */
  missing: readonly string[];
  reload(): Promise<unknown>;
}

/**
 * A gateway alone, over subgraphs that are served elsewhere.
 *
 * @throws CompositionError, GatewayConfigurationError, ListenError; DatabaseUnavailableError where it has API keys.
 */
export async function startGateway(
  settings: Settings,
  options: StartGatewayOptions,
): Promise<RunningGateway> {
  const logger = createLogger(settings);
  const { source, keys = false, ...others } = options;
  if ('subgraphs' in source) {
    assertSubgraphOptions(
      settings,
      source.subgraphs.map(({ name }) => name),
    );
  }
  const database = keys
    ? await openDatabase({ url: settings.databaseUrl, readOnly: true })
    : undefined;
  const { gateway, app, close } = await createStandaloneGateway({
    source:
      'supergraphFile' in source
        ? createSupergraphFileSource(source.supergraphFile)
        : createSubgraphsSource(source.subgraphs, {
            logger,
            transport: { headers: () => askingHeaders(settings) },
          }),
    logger,
    telemetry: createTelemetry(settings, logger),
    gatewaySecret: settings.gatewaySecrets[0],
    transportFor: (name) => subgraphOptionsFor(settings.subgraphOptions, name),
    operationTimeoutMs: settings.operationTimeoutMs,
    overrideLabels: settings.overrideLabels,
    protection: readProtection(settings),
    identify: createIdentify(settings, database),
    ...settings.caching,
    ...others,
  }).catch(async (error: unknown) => {
    await database?.destroy();
    throw error;
  });
  try {
    const url = await listenOn(app, settings);
    const stopLogging = logLateFieldErrors(logger);
    return {
      url,
      missing: gateway.missing,
      reload: () => gateway.reload(),
      close: async () => {
        await close();
        await database?.destroy();
        stopLogging();
      },
    };
  } catch (error) {
    await close();
    await database?.destroy();
    throw error;
  }
}

/**
 * Who asks a gateway: whom an API key of the database names, where it has one, or a token, where the settings say whose
 * tokens are taken. Without a database other credentials are left to subgraphs, which get them where they are forwarded.
 */
function createIdentify(settings: Settings, database: DataSource | undefined) {
  const tokens = createTokenCheck(settings);
  if (database !== undefined) {
    const signIn = createSignIn(database, tokens && ((token) => tokens.verify(token)));
    return ({ headers }: { headers: RequestHeaders }): Promise<Caller> => {
      const { authorization } = headers;
      return signIn(typeof authorization === 'string' ? authorization : undefined);
    };
  }
  return async ({ headers }: { headers: RequestHeaders }): Promise<Caller> => {
    const { authorization } = headers;
    const token =
      typeof authorization === 'string'
        ? /^Bearer ([^.\s]+\.[^.\s]+\.[^.\s]*)$/i.exec(authorization)?.[1]
        : undefined;
    return tokens !== undefined && token !== undefined ? tokens.verify(token) : publicCaller;
  };
}

/** With which the gateway itself asks subgraphs for their schema. */
function askingHeaders({ gatewaySecrets: [gatewaySecret] }: Settings): Record<string, string> {
  return gatewaySecret === undefined ? {} : gatewayHeaders(gatewaySecret, publicCaller);
}

/**
 * One of our subgraphs alone, for any Federation 2 router. With a gateway's secret in the settings it answers gateways
 * that send it and callers with an API key; without, it answers the public as well.
 *
 * @throws ListenError; DatabaseUnavailableError, DatabaseTooNewError.
 */
export async function startSubgraph(
  settings: Settings,
  name: SubgraphName,
): Promise<RunningSubgraph> {
  const logger = createLogger(settings);
  const enter = createDoor(settings);
  const databases = await openMigratedDatabases(settings);
  try {
    const tokens = createTokenCheck(settings);
    const signIn = createSignIn(databases.house, tokens && ((token) => tokens.verify(token)));
    const telemetry = createTelemetry(settings, logger);
    if (telemetry.tracer) {
      for (const { thing } of eachOnce(databases)) {
        observeStatements(thing, (sql) => telemetry.startStatement(sql));
      }
    }
    const asker = await createAsker(settings, name, databases, logger, telemetry);
    const app = createSubgraphServer<OperationContext>({
      name,
      schema: createSubgraph(name).schema,
      logger,
      telemetry,
      maxSubscriptions: settings.protection.maxSubscriptions,
      heartbeatMs: settings.protection.heartbeatMs,
      createContext: async ({ headers }) => {
        const { id, scopes } = (await enter?.(headers)) ?? (await signIn(headers.authorization));
        return asker.createContext(scopes, id);
      },
    });
    const url = await listenOn(app, settings);
    const stopLogging = logLateFieldErrors(logger);
    const close = async () => {
      await app.close();
      await asker.close();
      await closeDatabases(databases);
      stopLogging();
    };
    return { url, databases, close };
  } catch (error) {
    await closeDatabases(databases);
    throw error;
  }
}

/** Makes the contexts of a subgraph's operations. */
interface Asker {
  createContext(scopes: Identity['scopes'], callerId: string | null): OperationContext;
  close(): Promise<void>;
}

/**
 * What the operations of a subgraph alone may reach. That of reports asks the whole graph, for letters are made of it: it
 * has the other subgraphs embedded, or asks those that the settings say are served elsewhere. All others need only their tables.
 */
async function createAsker(
  settings: Settings,
  name: SubgraphName,
  databases: Databases,
  logger: ReturnType<typeof createLogger>,
  telemetry: ReturnType<typeof createTelemetry>,
): Promise<Asker> {
  if (name !== 'reports') {
    const casework = createCaseworkDesk(databases);
    return {
      createContext: (scopes, id) => new OperationContext(databases, scopes, { casework }, id),
      close: async () => {},
    };
  }
  // All of the house, which the other subgraphs and a gateway have no need of.
  const { assembleRedress } = await import('./assemble-redress.ts');
  const { loadReports } = await import('./load-reports.ts');
  const publicUrl = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
  // It is here itself, whatever the settings that it shares with others say of where it is.
  const remoteSubgraphs = settings.remoteSubgraphs.filter((remote) => remote.name !== name);
  const { createContext, bell, gateway } = assembleRedress(
    databases,
    publicUrl,
    logger,
    { ...settings, remoteSubgraphs },
    { telemetry, reports: await loadReports(settings.reportPackages) },
  );
  return {
    createContext,
    close: async () => {
      await bell.close();
      await gateway.close();
    },
  };
}

/**
 * Who may enter a subgraph that has a gateway's secret: a gateway, for the caller it names, and else a caller with an
 * API key of ours. `undefined` leaves a caller to its key.
 */
function createDoor({ gatewaySecrets: secrets }: Settings) {
  if (secrets.length === 0) return undefined;
  const door = createSubgraphDoor({ secrets });
  return async (headers: RequestHeaders): Promise<Identity | undefined> => {
    const hasKey = headers.authorization !== undefined;
    if (hasKey && headers[gatewaySecretHeader] === undefined) return undefined;
    const { id, scopes } = await door(headers);
    // A gateway that signs nobody in itself may pass the caller's key on.
    return hasKey && id === null && scopes.size === 0
      ? undefined
      : { id, scopes: parseScopes(scopes) };
  };
}
