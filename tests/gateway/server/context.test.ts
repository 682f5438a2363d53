import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';

class Caller {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  greet(): string {
    return `Hello, ${this.#name}`;
  }
}

test('a context with private fields reaches the resolvers whole', async () => {
  const typeDefs = parse('type Query { greeting: String! }');
  const greeting = (_root: unknown, _args: unknown, caller: Caller) => caller.greet();
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { Query: { greeting } } }]);
  const gateway = createGateway<Caller>({
    supergraphSdl: composeSupergraph([{ name: 'greetings', typeDefs }]),
    transports: { greetings: createEmbeddedTransport<Caller>(schema) },
  });
  const app = await createGatewayServer<Caller>({
    gateway,
    createContext: () => new Caller('Ann'),
  });
  const reply = await app.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query: '{ greeting }' },
  });
  expect(reply.json()).toEqual({ data: { greeting: 'Hello, Ann' } });
  await app.close();
  await gateway.close();
});
