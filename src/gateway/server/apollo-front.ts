import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { AnswerPolicy } from '../caching/answer-policy.ts';
import type { Gateway } from '../create-gateway.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import type { Caller } from '../sign-in/caller.ts';
import type { GuardedExecute } from '../sign-in/guard-gateway.ts';

export interface ApolloFrontOptions<TContext extends object> {
  readonly gateway: Gateway<TContext>;
  /** Runs what Apollo Server hands on. */
  readonly execute: GuardedExecute<TContext>;
  /** A document that has been checked, by the SHA-256 of its text in hexadecimal. */
  findDocument(hash: string): DocumentNode | undefined;
  readonly logger: GatewayLogger;
}

/**
 * An operation's context as it travels through Apollo Server, which copies the object it is given and so would
 * lose private fields of a class: the context itself is carried inside.
 */
export interface CarriedContext<TContext extends object> {
  readonly carried: TContext;
  readonly caller: Caller;
  /** Whether the client gets the plan beside the data. */
  readonly explain: boolean;
  /** Is told how the answer may be kept. */
  readonly policy: AnswerPolicy;
}

type ApolloGateway = NonNullable<ApolloServerOptions<object>['gateway']>;

/**
 * Apollo Server with our gateway as its executor. It is started and reports to nobody. HTTP, limits and checks of
 * documents are done before it: it finds documents that have been checked and need not parse or validate them again.
 */
export async function startApolloFront<TContext extends object>({
  gateway,
  execute,
  findDocument,
  logger,
}: ApolloFrontOptions<TContext>): Promise<ApolloServer<CarriedContext<TContext>>> {
  const server = new ApolloServer<CarriedContext<TContext>>({
    gateway: asApolloGateway(gateway, execute),
    introspection: true,
    persistedQueries: false,
    documentStore: {
      // Keys end in the hash of the text; what is in front of it names the schema.
      get: async (key) => findDocument(key.slice(-64)),
      set: async () => {},
      delete: async () => true,
    },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskUnexpected(formatted, error, logger),
    logger: asApolloLogger(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  await server.start();
  return server;
}

function asApolloGateway<TContext extends object>(
  gateway: Gateway<TContext>,
  execute: GuardedExecute<TContext>,
): ApolloGateway {
  return {
    onSchemaLoadOrUpdate(callback) {
      const tell = () =>
        callback({ apiSchema: gateway.schema, coreSupergraphSdl: gateway.supergraphSdl });
      tell();
      return gateway.onSchemaChange?.(tell) ?? (() => {});
    },
    load: async () => ({
      executor: ({ document, request, context }) => {
        const { carried, caller, explain, policy } = context as CarriedContext<TContext>;
        const { operationName, variables } = request;
        return execute(
          { document, operationName, variables, contextValue: carried, explain, policy },
          caller,
        );
      },
    }),
    stop: async () => {},
  };
}

/** Whatever still says "internal" is a fault nobody foresaw: it goes to the log, not to the client. */
function maskUnexpected(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: GatewayLogger,
): GraphQLFormattedError {
  const code = formatted.extensions?.code;
  if (code !== 'INTERNAL_SERVER_ERROR' || formatted.message === neutralMessage) return formatted;
  logger.error({ err: error }, 'A request failed unexpectedly');
  return { ...formatted, message: neutralMessage, extensions: { code } };
}

function asApolloLogger(logger: GatewayLogger): NonNullable<ApolloServerOptions<object>['logger']> {
  return {
    debug: () => {},
    info: (message) => logger.info({}, String(message)),
    warn: (message) => logger.warn({}, String(message)),
    error: (message) => logger.error({}, String(message)),
  };
}
