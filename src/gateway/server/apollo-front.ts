import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Gateway } from '../create-gateway.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import { createDepthRule } from '../plan/operation-depth.ts';
import { neutralMessage } from '../run/subgraph-error.ts';

export interface ApolloFrontOptions<TContext extends object> {
  readonly gateway: Gateway<TContext>;
  readonly maxDepth: number;
  readonly introspection: boolean;
  readonly logger: GatewayLogger;
}

/**
 * An operation's context as it travels through Apollo Server, which copies the object it is given and so would
 * lose private fields of a class: the context itself is carried inside.
 */
export interface CarriedContext<TContext extends object> {
  readonly carried: TContext;
}

type ApolloGateway = NonNullable<ApolloServerOptions<object>['gateway']>;

/** Apollo Server with our gateway as its executor. It is started and reports to nobody. */
export async function startApolloFront<TContext extends object>({
  gateway,
  maxDepth,
  introspection,
  logger,
}: ApolloFrontOptions<TContext>): Promise<ApolloServer<CarriedContext<TContext>>> {
  const server = new ApolloServer<CarriedContext<TContext>>({
    gateway: asApolloGateway(gateway),
    introspection,
    validationRules: [createDepthRule(maxDepth)],
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskUnexpected(formatted, error, logger),
    logger: asApolloLogger(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginUsageReportingDisabled()],
  });
  await server.start();
  return server;
}

function asApolloGateway<TContext extends object>(gateway: Gateway<TContext>): ApolloGateway {
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: gateway.schema, coreSupergraphSdl: gateway.supergraphSdl });
      return () => {};
    },
    load: async () => ({
      executor: ({ document, request, context }) =>
        gateway.execute({
          document,
          operationName: request.operationName,
          variables: request.variables,
          contextValue: (context as CarriedContext<TContext>).carried,
        }),
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

/** Makes a failure of `createContext` visible only when it was meant to be: a `GraphQLError` with a code. */
export function contextError(cause: unknown, logger: GatewayLogger): GraphQLError {
  if (cause instanceof GraphQLError && typeof cause.extensions.code === 'string') return cause;
  logger.error({ err: cause }, 'The context of an operation could not be made');
  return new GraphQLError(neutralMessage, { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
}

function asApolloLogger(logger: GatewayLogger): NonNullable<ApolloServerOptions<object>['logger']> {
  return {
    debug: () => {},
    info: (message) => logger.info({}, String(message)),
    warn: (message) => logger.warn({}, String(message)),
    error: (message) => logger.error({}, String(message)),
  };
}
