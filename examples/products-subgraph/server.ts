import 'reflect-metadata';
import { createSubgraphServer } from '../../src/gateway/standalone/create-subgraph-server.ts';
import { productsSubgraph } from './subgraph.ts';

const app = createSubgraphServer({
  name: productsSubgraph.name,
  schema: productsSubgraph.schema,
  createContext: async () => ({}),
});
const address = await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT ?? 4001) });
process.stdout.write(`The products subgraph is ready at ${address}/graphql\n`);
