import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { createSubgraphsSource } from '../../../src/gateway/reload/subgraphs.source.ts';
import { createStandaloneGateway } from '../../../src/gateway/standalone/create-standalone-gateway.ts';
import { createSubgraphServer } from '../../../src/gateway/standalone/create-subgraph-server.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { createRecordingLogger } from '../fixture/recording-logger.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

async function serve(field: string, port = 0) {
  const app = createSubgraphServer({
    name: field,
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(`${link} type Query { ${field}: Int }`),
        resolvers: { Query: { [field]: () => 1 } },
      },
    ]),
    createContext: async () => ({}),
    logger: silentLogger,
  });
  const url = await app.listen({ host: '127.0.0.1', port });
  return { url, close: () => app.close() };
}

it('a subgraph that was never reached is told of, and is served once it answers', async () => {
  const one = await serve('a');
  const gone = await serve('b');
  await gone.close();
  const logger = createRecordingLogger();
  const { app, gateway, close } = await createStandaloneGateway({
    source: createSubgraphsSource(
      [
        { name: 'one', url: `${one.url}/graphql` },
        { name: 'two', url: `${gone.url}/graphql` },
      ],
      { logger, transport: { retries: 0 } },
    ),
    logger,
    pollMs: 20,
  });
  const ready = async () => {
    const { statusCode, body } = await app.inject('/readyz');
    return [statusCode, JSON.parse(body)];
  };
  const ask = async () =>
    (await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ a b }' } })).json();
  expect(await ready()).toEqual([200, { status: 'ready', missing: ['two'] }]);
  expect((await ask()).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  const changed = new Promise<void>((resolve) => gateway.onSchemaChange(resolve));
  const back = await serve('b', Number(new URL(gone.url).port));
  await changed;
  expect(await ready()).toEqual([200, { status: 'ready' }]);
  expect(await ask()).toEqual({ data: { a: 1, b: 1 } });
  expect(logger.entries.map(({ message }) => message)).toEqual([
    'The subgraph "two" does not give its schema: it is left out until it does.',
    'The subgraph "two" gives its schema again.',
    'The supergraph has changed; the new one is served',
  ]);
  await close();
  await one.close();
  await back.close();
});
