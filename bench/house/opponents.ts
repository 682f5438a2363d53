import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { defaultFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { OperationContext } from '../../src/resolvers/operation-context.ts';

/** A server that listens on loopback. */
export interface Listening {
  readonly origin: string;
  readonly path: string;
  close(): Promise<void>;
}

/** A GraphQL server that serves one merged schema, without federation. */
export interface Opponent {
  readonly name: string;
  /** How many times its throughput ours should have. */
  readonly target: number;
  start(schema: GraphQLSchema, createContext: () => OperationContext): Promise<Listening>;
}

const apollo: Opponent = {
  name: 'plain @apollo/server',
  target: 1.2,
  async start(schema, createContext) {
    const server = new ApolloServer<OperationContext>({ schema });
    const { url } = await startStandaloneServer(server, {
      listen: { host: '127.0.0.1', port: 0 },
      context: async () => createContext(),
    });
    return { origin: new URL(url).origin, path: '/', close: () => server.stop() };
  },
};

/** Those that are installed: @apollo/server always, the others with `npm ci --prefix bench/house`. */
export function findOpponents(): readonly Opponent[] {
  const others = [
    installed('GraphQL Yoga with JIT', 'yoga'),
    installed('Mercurius with JIT', 'mercurius'),
  ];
  const here = fileURLToPath(new URL('node_modules', import.meta.url));
  if (existsSync(here)) return [apollo, ...others];
  process.stdout.write(
    '  Without GraphQL Yoga and Mercurius, which are not installed: "npm ci --prefix bench/house" installs them.\n',
  );
  return [apollo];
}

function installed(name: string, file: string): Opponent {
  return {
    name,
    target: 1,
    async start(schema, createContext) {
      const module: Pick<Opponent, 'start'> = await import(
        new URL(`opponents/${file}.js`, import.meta.url).href
      );
      callLazyFields(schema);
      return module.start(schema, createContext);
    },
  };
}

/**
 * Connections work out totals and facets only when they are asked for, in fields that are functions. graphql-js calls
 * those; compiled operations only do where a field has a resolver.
 */
function callLazyFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.name.endsWith('Connection')) continue;
    for (const field of Object.values(type.getFields())) field.resolve ??= defaultFieldResolver;
  }
}
