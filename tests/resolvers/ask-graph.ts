import type { DataSource } from 'typeorm';
import { createCaseworkDesk } from '../../src/composition/casework-desk.ts';
import { createEditionDesk } from '../../src/composition/edition-desk.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { composeSupergraph } from '../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../src/gateway/transports/embedded.transport.ts';
import type { SubgraphTransport } from '../../src/gateway/transports/subgraph-transport.ts';
import { TransportError } from '../../src/gateway/transports/transport.error.ts';
import {
  OperationContext,
  type Scope,
  type SubgraphName,
} from '../../src/resolvers/operation-context.ts';
import { createSubgraphs } from '../../src/resolvers/subgraphs.ts';
import { DateScalar } from '../../src/schema/scalars/date.scalar.ts';
import { DateTimeScalar } from '../../src/schema/scalars/date-time.scalar.ts';

const silent = { error: () => {}, warn: () => {}, info: () => {} };

/** An answer of the graph. */
export interface Answer {
  data: unknown;
  errors: { message: string; code: unknown; path: string }[];
}

/** The real gateway over the real subgraphs on a database, without HTTP and without reports. */
export interface TestGraph {
  ask(
    query: string,
    variables?: Record<string, unknown>,
    scopes?: readonly Scope[],
  ): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * Puts the graph together on a database, which it closes with itself.
 *
 * @param down A subgraph that cannot be reached.
 */
export function openGraph(database: DataSource, down?: SubgraphName): TestGraph {
  const subgraphs = createSubgraphs();
  const gateway = createGateway<OperationContext>({
    supergraphSdl: composeSupergraph(subgraphs),
    transports: Object.fromEntries(
      subgraphs.map(({ name, schema }) => [
        name,
        name === down ? unreachable : createEmbeddedTransport<OperationContext>(schema),
      ]),
    ),
    scalars: [DateScalar, DateTimeScalar],
    logger: silent,
  });
  const databases = {
    councils: database,
    decisions: database,
    recommendations: database,
    training: database,
    reports: database,
  };
  return {
    ask: async (document, variables = {}, scopes = []) => {
      const casework = createCaseworkDesk(database);
      const contextValue = new OperationContext(
        databases,
        new Set(scopes),
        { casework, editions: createEditionDesk(database) },
        scopes.length === 0 ? null : 'key rk_test',
      );
      const result = await gateway.execute({ document, variables, contextValue });
      return {
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []).map(({ message, path, extensions }) => ({
          message,
          code: extensions.code,
          path: (path ?? []).join('.'),
        })),
      };
    },
    close: async () => {
      await gateway.close();
      await database.destroy();
    },
  };
}

const unreachable: SubgraphTransport<OperationContext> = {
  execute: () => {
    throw new TransportError('SUBGRAPH_UNREACHABLE', 'connect ECONNREFUSED 127.0.0.1:1');
  },
};
