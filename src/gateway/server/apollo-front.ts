import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { AnswerPolicy } from '../caching/answer-policy.ts';
import type { Gateway } from '../create-gateway.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { CheckedDocument } from '../limits/check-document.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import type { Caller } from '../sign-in/caller.ts';
import type { GuardedExecute } from '../sign-in/guard-gateway.ts';

export interface ApolloFrontOptions<TContext extends object> {
  readonly gateway: Gateway<TContext>;
  /** Runs what Apollo Server hands on. */
  readonly execute: GuardedExecute<TContext>;
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

/** An operation whose document has been checked. */
export interface CheckedOperation<TContext extends object> {
  readonly text: string;
  readonly checked: Pick<CheckedDocument, 'document' | 'schema'>;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: CarriedContext<TContext>;
}

/** Apollo Server in front of our gateway. */
export interface ApolloFront<TContext extends object> {
  /** Runs an operation, which neither rejects nor has its document parsed, validated or hashed again. */
  execute(operation: CheckedOperation<TContext>): Promise<FormattedExecutionResult>;
  stop(): Promise<void>;
}

type ApolloGateway = NonNullable<ApolloServerOptions<object>['gateway']>;

/**
 * Apollo Server with our gateway as its executor. It is started and reports to nobody. HTTP, limits and checks of
 * documents are done before it. It is told a number in the place of a text, as of a persisted query, and is given text and document
 * when it asks for what has that number: it would work out the SHA-256 of a text for each request.
 */
export async function startApolloFront<TContext extends object>({
  gateway,
  execute,
  logger,
}: ApolloFrontOptions<TContext>): Promise<ApolloFront<TContext>> {
  const underWay = new Map<string, Pick<CheckedOperation<TContext>, 'text' | 'checked'>>();
  /** Keys end in the number; what is in front of it ends in a colon. */
  const find = (key: string) => underWay.get(key.slice(key.lastIndexOf(':') + 1));
  const server = new ApolloServer<CarriedContext<TContext>>({
    gateway: asApolloGateway(gateway, execute),
    introspection: true,
    persistedQueries: {
      cache: {
        get: async (key) => find(key)?.text,
        set: async () => {},
        delete: async () => true,
      },
    },
    documentStore: {
      get: async (key) => {
        const checked = find(key)?.checked;
        // Of another schema, where that has changed meanwhile, it is checked again.
        return checked?.schema === gateway.schema ? checked.document : undefined;
      },
      set: async () => {},
      delete: async () => true,
    },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskUnexpected(formatted, error, logger),
    logger: asApolloLogger(logger),
    // Each that is not switched off is loaded, with what it needs: protocol buffers, for traces that a gateway does not send.
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  let count = 0;
  return {
    async execute({ text, checked, operationName, variables, context }) {
      count += 1;
      const number = String(count);
      underWay.set(number, { text, checked });
      try {
        const { body } = await server.executeOperation(
          {
            extensions: { persistedQuery: { version: 1, sha256Hash: number } },
            variables,
            ...(operationName === undefined ? {} : { operationName }),
          },
          { contextValue: context },
        );
        if (body.kind === 'incremental') throw new Error('Apollo Server answered in parts');
        return body.singleResult;
      } finally {
        underWay.delete(number);
      }
    },
    stop: () => server.stop(),
  };
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
