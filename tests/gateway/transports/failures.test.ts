import { type AddressInfo, createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { neutralMessage } from '../../../src/gateway/run/subgraph-error.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import { createHttpTransport } from '../../../src/gateway/transports/http.transport.ts';
import type { HttpTransportOptions } from '../../../src/gateway/transports/http-transport-options.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { type Answerer, listen, sendJson, unusedUrl } from './http-listener.ts';

const link = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])`;

const shop = `${link}
  type Query { products: [Product!]! greeting: String! }
  type Product @key(fields: "id") { id: ID! name: String! }
`;

const stock = `${link}
  type Query { shelves: Int }
  type Mutation { restock: Int }
  type Product @key(fields: "id") { id: ID! count: Int place: Place strict: Strict }
  type Place { row: String! }
  type Strict { value: Int! }
`;

const supergraphSdl = composeSupergraph([
  { name: 'shop', typeDefs: shop },
  { name: 'stock', typeDefs: stock },
]);

const shopSchema = buildSubgraphSchema([
  {
    typeDefs: parse(shop),
    resolvers: {
      Query: {
        products: () => [
          { id: '1', name: 'Tea' },
          { id: '2', name: 'Salt' },
        ],
        greeting: () => 'Hello',
      },
    },
  },
]);

/** Texts of which none may reach a client. */
const secrets = ['127.0.0.1', 'secret-body', 'secret-header', 'graphql', 'ECONN', 'stack'];

/** Asks over HTTP a gateway whose subgraph "stock" is at `url`. */
async function askGateway(
  url: string,
  query: string,
  options: HttpTransportOptions<object> = {},
): Promise<{ status: number; text: string; data: unknown; errors: unknown }> {
  const gateway = createGateway<object>({
    supergraphSdl,
    transports: {
      shop: createEmbeddedTransport(shopSchema),
      stock: createHttpTransport(url, {
        retryDelayMs: 1,
        headers: () => ({ authorization: 'secret-header' }),
        ...options,
      }),
    },
    logger: silentLogger,
  });
  const app = await createGatewayServer({
    gateway,
    createContext: () => ({}),
    logger: silentLogger,
  });
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query },
    headers: { 'content-type': 'application/json' },
  });
  await app.close();
  await gateway.close();
  const { data, errors } = response.json();
  return { status: response.statusCode, text: response.body, data, errors };
}

const unreachable = ['SUBGRAPH_UNREACHABLE', 'could not be reached.'] as const;
const late = ['SUBGRAPH_TIMEOUT', 'did not answer in time.'] as const;
const bad = ['SUBGRAPH_BAD_RESPONSE', 'gave an answer that is no GraphQL response.'] as const;
const large = ['SUBGRAPH_RESPONSE_TOO_LARGE', 'gave a larger answer than is accepted.'] as const;

const html = '<html><body>secret-body at http://127.0.0.1:4001/graphql</body></html>';

const sendText =
  (status: number, text: string, headers = {}): Answerer =>
  (_request, response) =>
    response.writeHead(status, { 'x-internal': 'secret-header', ...headers }).end(text);

const trickle: Answerer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 5);
  response.on('close', () => clearInterval(drip));
};

/** Each way to give no usable answer: what the subgraph does, and what a client is told. */
const failures: [string, Answerer, readonly [string, string]][] = [
  ['resets the connection', (_, response) => response.socket?.resetAndDestroy(), unreachable],
  ['closes the connection', (_, response) => response.socket?.end(), unreachable],
  [
    'breaks off in its answer',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data":{', () => response.socket?.resetAndDestroy());
    },
    unreachable,
  ],
  ['hangs', () => {}, late],
  ['trickles', trickle, late],
  ['answers 500', sendText(500, 'secret-body'), bad],
  ['answers 503', sendText(503, 'secret-body'), bad],
  ['answers HTML', sendText(200, html, { 'content-type': 'text/html' }), bad],
  ['answers with broken JSON', sendText(200, '{"data":{"secret-body"'), bad],
  ['answers with nothing', sendText(200, ''), bad],
  ['answers 204', sendText(204, ''), bad],
  ['redirects', sendText(302, '', { location: 'http://127.0.0.1:1/graphql' }), bad],
  ['answers with a list', (_, response) => sendJson(response, [{ data: {} }]), bad],
  ['answers with text for data', (_, response) => sendJson(response, { data: 'secret-body' }), bad],
  ['answers with null for data', (_, response) => sendJson(response, { data: null }), bad],
  ['answers with neither data nor errors', (_, response) => sendJson(response, { hi: 1 }), bad],
  ['says that its answer is too large', sendText(200, 'x'.repeat(5_000)), large],
  [
    'sends too large an answer without saying so',
    (_, response) => {
      response.writeHead(200);
      for (let part = 0; part < 10; part++) response.write(`"secret-body${' '.repeat(500)}"`);
      response.end();
    },
    large,
  ],
  [
    'answers in no HTTP',
    (_, response) => response.socket?.end('secret-body SSH-2.0\r\n\r\n'),
    unreachable,
  ],
];

const maxResponseBytes = 4_096;

describe.each(failures)('a subgraph that %s', (_title, answer, [code, reason]) => {
  // Short where it is waited for, and so long elsewhere that a busy machine does not matter.
  const tight = { timeoutMs: code === 'SUBGRAPH_TIMEOUT' ? 250 : 20_000, maxResponseBytes };
  const lost = (...path: (string | number)[]) => ({
    message: `The subgraph "stock" ${reason}`,
    path,
    extensions: { code, serviceName: 'stock' },
  });

  it('costs its own fields, each with an error', async () => {
    await using listener = await listen(answer);
    const query = '{ greeting shelves products { name count place { row } } }';
    const { status, text, data, errors } = await askGateway(listener.url, query, tight);
    expect(status).toBe(200);
    expect(data).toEqual({
      greeting: 'Hello',
      shelves: null,
      products: [
        { name: 'Tea', count: null, place: null },
        { name: 'Salt', count: null, place: null },
      ],
    });
    expect(errors).toHaveLength(5);
    expect(errors).toEqual(
      expect.arrayContaining([
        lost('shelves'),
        lost('products', 0, 'count'),
        lost('products', 0, 'place'),
        lost('products', 1, 'count'),
        lost('products', 1, 'place'),
      ]),
    );
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('gets a mutation once', async () => {
    await using listener = await listen(answer);
    const { status, data, errors } = await askGateway(listener.url, 'mutation { restock }', tight);
    expect({ status, data, errors }).toEqual({
      status: 200,
      data: { restock: null },
      errors: [lost('restock')],
    });
    expect(listener.seen).toHaveLength(1);
  });
});

describe('a subgraph that refuses connections', () => {
  it('costs its own fields only', async () => {
    const query = '{ shelves products { name count } }';
    const { status, text, data, errors } = await askGateway(await unusedUrl(), query);
    const error = (...path: (string | number)[]) => ({
      message: 'The subgraph "stock" could not be reached.',
      path,
      extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'stock' },
    });
    expect(status).toBe(200);
    expect(data).toEqual({
      shelves: null,
      products: [
        { name: 'Tea', count: null },
        { name: 'Salt', count: null },
      ],
    });
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(
      expect.arrayContaining([
        error('shelves'),
        error('products', 0, 'count'),
        error('products', 1, 'count'),
      ]),
    );
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe('a subgraph with errors beside data', () => {
  it('gives what it could, with its coded errors at their places and others masked', async () => {
    const answer: Answerer = (_request, response) =>
      sendJson(response, {
        data: {
          _entities: [
            { count: 3, strict: null },
            { count: null, strict: { value: 1 } },
          ],
        },
        errors: [
          {
            message: 'Not counted yet',
            path: ['_entities', 1, 'count'],
            extensions: {
              code: 'NOT_COUNTED',
              stacktrace: ['at /srv/stack'],
              http: { headers: { a: 'secret-header' } },
              response: { url: 'http://127.0.0.1:1/', body: 'secret-body' },
            },
          },
          { message: 'secret-body at 127.0.0.1', path: ['_entities', 0, 'strict', 'value'] },
        ],
      });
    await using listener = await listen(answer);
    const query = '{ products { count strict { value } } }';
    const { status, text, data, errors } = await askGateway(listener.url, query);
    expect(status).toBe(200);
    expect(data).toEqual({
      products: [
        { count: 3, strict: null },
        { count: null, strict: { value: 1 } },
      ],
    });
    expect(errors).toEqual([
      {
        message: 'Not counted yet',
        path: ['products', 1, 'count'],
        extensions: { code: 'NOT_COUNTED', serviceName: 'stock' },
      },
      {
        message: neutralMessage,
        path: ['products', 0, 'strict', 'value'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'stock' },
      },
    ]);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe('a subgraph whose data has another shape than its schema', () => {
  const query = '{ products { name count } }';
  const names = [
    { name: 'Tea', count: null },
    { name: 'Salt', count: null },
  ];
  const lost = [0, 1].map((index) => ({
    message: 'The answer of the subgraph lacks what was asked for here.',
    path: ['products', index, 'count'],
    extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'stock' },
  }));

  it.each([
    ['no list of entities', { data: { other: 1 } }],
    ['text for the list', { data: { _entities: 'secret-body' } }],
    ['too few entities', { data: { _entities: [] } }],
    ['too many entities', { data: { _entities: [{ count: 1 }, { count: 2 }, { count: 3 }] } }],
  ])('loses its fields, each with an error, for %s', async (_title, body) => {
    await using listener = await listen((_request, response) => sendJson(response, body));
    const { status, data, errors } = await askGateway(listener.url, query);
    expect({ status, data, errors }).toEqual({
      status: 200,
      data: { products: names },
      errors: lost,
    });
  });

  it('loses a value of the wrong type with an error', async () => {
    const body = { data: { _entities: [{ count: 'many' }, { count: 2 }] } };
    await using listener = await listen((_request, response) => sendJson(response, body));
    const { status, data, errors } = await askGateway(listener.url, query);
    expect(status).toBe(200);
    expect(data).toEqual({ products: [names[0], { name: 'Salt', count: 2 }] });
    expect(errors).toMatchObject([
      {
        path: ['products', 0, 'count'],
        extensions: { code: 'VALUE_NOT_IN_SCHEMA', serviceName: 'stock' },
      },
    ]);
  });

  it('loses a root field that is missing with an error', async () => {
    await using listener = await listen((_request, response) => sendJson(response, { data: {} }));
    const { data, errors } = await askGateway(listener.url, '{ greeting shelves }');
    expect(data).toEqual({ greeting: 'Hello', shelves: null });
    expect(errors).toMatchObject([
      { path: ['shelves'], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'stock' } },
    ]);
  });

  it('changes nothing outside its own data by keys that JavaScript reads specially', async () => {
    const text = '{"data":{"_entities":[{"__proto__":{"polluted":1},"count":1},{"count":2}]}}';
    await using listener = await listen(sendText(200, text));
    const { data } = await askGateway(listener.url, query);
    expect(data).toEqual({
      products: [
        { name: 'Tea', count: 1 },
        { name: 'Salt', count: 2 },
      ],
    });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('the time limit of a subgraph', () => {
  it('holds, with its retries, whatever the subgraph does', async () => {
    const timeoutMs = 2_000;
    let refusals = 0;
    // Refuses at first, so that retries are made, and then hangs.
    const server = createServer((socket) => {
      if (refusals++ < 2) socket.resetAndDestroy();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    await using trickling = await listen(trickle);
    const urls = [`http://127.0.0.1:${port}/graphql`, trickling.url];
    const begun = performance.now();
    const answers = await Promise.all(
      urls.map((url) => askGateway(url, '{ greeting shelves }', { timeoutMs, retryDelayMs: 200 })),
    );
    const elapsedMs = performance.now() - begun;
    server.close();
    for (const { data, errors } of answers) {
      expect(data).toEqual({ greeting: 'Hello', shelves: null });
      expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
    }
    expect(refusals).toBeGreaterThanOrEqual(3);
    expect(elapsedMs).toBeLessThan(timeoutMs * 1.1);
  });
});
