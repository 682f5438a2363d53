import Fastify from 'fastify';
import mercurius from 'mercurius';

/** Mercurius on Fastify, operations compiled from the first use on, as it is run in production: no explorer, no log. */
export async function start(schema, createContext) {
  const app = Fastify({ logger: false });
  await app.register(mercurius, { schema, context: createContext, jit: 1, graphiql: false });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return { origin, path: '/graphql', close: () => app.close() };
}
