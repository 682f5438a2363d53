import { ApolloServer, HeaderMap } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { GraphQLSchema } from 'graphql';
import type { GatewayLogger } from '../gateway-logger.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import type { SubgraphOperationRequest, SubgraphOutcome } from './subgraph-executor.ts';

/** Header by which a router asks for the times of resolvers, and its one known value. */
export const traceHeader = 'apollo-federation-include-trace';
export const traceFormat = 'ftv1';

/**
 * Runs operations that have been checked, with the times of their resolvers in `extensions.ftv1`, as Apollo's routers read them. Slower than
 * without, so that it serves only requests that ask for it. Errors in traces are masked. Apollo Server gives resolvers a copy
 * of the context.
 */
export function createTracedExecutor<TContext extends object>(
  schema: GraphQLSchema,
  logger: GatewayLogger,
): (request: SubgraphOperationRequest<TContext>) => Promise<SubgraphOutcome> {
  let starting: Promise<ApolloServer<TContext>> | undefined;
  const start = async () => {
    const server = new ApolloServer<TContext>({
      schema,
      introspection: true,
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      formatError: (formatted, error) => {
        if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
        logger.error({ err: error }, 'A subgraph failed unexpectedly');
        return { ...formatted, message: neutralMessage };
      },
      plugins: [
        ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
        ApolloServerPluginUsageReportingDisabled(),
      ],
    });
    await server.start();
    return server;
  };
  return async ({ text, operationName, variables, createContext }) => {
    starting ??= start();
    const server = await starting;
    const headers = new HeaderMap([[traceHeader, traceFormat]]);
    const { body } = await server.executeOperation(
      {
        query: text,
        ...(operationName === undefined ? {} : { operationName }),
        variables: { ...variables },
        http: { method: 'POST', headers, search: '', body: undefined },
      },
      { contextValue: await createContext() },
    );
    if (body.kind !== 'single') throw new Error('A subgraph answers in one piece');
    const { singleResult } = body;
    return { result: singleResult, isRequestError: singleResult.data === undefined };
  };
}
