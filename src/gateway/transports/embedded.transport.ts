import { createSourceEventStream, execute, type GraphQLSchema } from 'graphql';
import { createCompiledExecutor } from './compiled-executor.ts';
import type {
  ResponseObject,
  SubgraphEvent,
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from './subgraph-transport.ts';

/**
 * A transport that runs `schema` in this process: no HTTP, no JSON, and the context of the client's operation
 * as it is, so that loaders batch across all fetches of one operation.
 *
 * `schema` is a subgraph schema, that is, it answers `_entities`.
 */
export function createEmbeddedTransport<TContext>(
  schema: GraphQLSchema,
): SubgraphTransport<TContext> {
  const run = (
    { operation, variables }: SubgraphRequest<TContext>,
    contextValue: TContext,
    rootValue?: unknown,
  ) => {
    const result = execute({
      schema,
      document: operation.document,
      variableValues: variables,
      contextValue,
      rootValue,
    });
    return result as SubgraphResponse | Promise<SubgraphResponse & { data?: ResponseObject }>;
  };
  const executeCompiled = createCompiledExecutor(schema);
  return {
    execute: ({ operation, variables, contextValue }) =>
      executeCompiled(operation, variables, contextValue),
    async subscribe(request) {
      const { operation, variables, contextValue } = request;
      const source = await createSourceEventStream({
        schema,
        document: operation.document,
        variableValues: variables,
        contextValue,
      });
      if (!(Symbol.asyncIterator in source)) return source as SubgraphResponse;
      const payloads = source[Symbol.asyncIterator]();
      return {
        async next() {
          const { done, value } = await payloads.next();
          if (done) return { done, value };
          const event: SubgraphEvent<TContext> = (context) => run(request, context, value);
          return { done: false, value: event };
        },
        return: async () => payloads.return?.(),
      };
    },
  };
}
