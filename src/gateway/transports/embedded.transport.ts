import { execute, type GraphQLSchema } from 'graphql';
import type { ResponseObject, SubgraphResponse, SubgraphTransport } from './subgraph-transport.ts';

/**
 * A transport that runs `schema` in this process: no HTTP, no JSON, and the context of the client's operation
 * as it is, so that loaders batch across all fetches of one operation.
 *
 * `schema` is a subgraph schema, that is, it answers `_entities`.
 */
export function createEmbeddedTransport<TContext>(
  schema: GraphQLSchema,
): SubgraphTransport<TContext> {
  return {
    execute({ operation, variables, contextValue }) {
      const result = execute({
        schema,
        document: operation.document,
        variableValues: variables,
        contextValue,
      });
      return result as SubgraphResponse | Promise<SubgraphResponse & { data?: ResponseObject }>;
    },
  };
}
