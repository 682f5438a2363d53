import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { gatewayCallerHeader } from '../../../src/gateway/sign-in/gateway-secret.ts';
import {
  createStandaloneGateway,
  type StandaloneGatewayOptions,
} from '../../../src/gateway/standalone/create-standalone-gateway.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { type Answerer, type Listener, listen, sendJson } from '../transports/http-listener.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

/** A gateway alone over two real servers: entities of the first have a field of the second. */
async function withGateway(
  answers: { first: Answerer; second: Answerer },
  options: Partial<StandaloneGatewayOptions>,
  use: (
    post: (query: string, headers?: Record<string, string>) => Promise<unknown>,
    listeners: { first: Listener; second: Listener },
  ) => Promise<void>,
): Promise<void> {
  await using first = await listen(answers.first);
  await using second = await listen(answers.second);
  const supergraphSdl = composeSupergraph([
    {
      name: 'first',
      url: first.url,
      typeDefs: `${link} type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }`,
    },
    {
      name: 'second',
      url: second.url,
      typeDefs: `${link} type Thing @key(fields: "id") { id: ID! name: String }`,
    },
  ]);
  const { app, close } = await createStandaloneGateway({
    source: { load: async () => ({ supergraphSdl, missing: [] }) },
    logger: silentLogger,
    ...options,
  });
  const post = async (query: string, headers: Record<string, string> = {}) =>
    (await app.inject({ method: 'POST', url: '/graphql', payload: { query }, headers })).json();
  try {
    await use(post, { first, second });
  } finally {
    await close();
  }
}

const giveThing: Answerer = (_request, response) =>
  sendJson(response, { data: { thing: { __typename: 'Thing', id: '1' } } });
const giveName: Answerer = (_request, response) =>
  sendJson(response, { data: { _entities: [{ name: 'one' }] } });

describe('createStandaloneGateway', () => {
  it('sends forwarded headers, the secret and the caller to subgraphs, and no other header', async () => {
    const options = {
      forwardedHeaders: ['x-request-id'],
      gatewaySecret: 'a-secret-for-tests-only',
      identify: () => ({ id: 'key rk_1', scopes: new Set(['read']) }),
    };
    await withGateway({ first: giveThing, second: giveName }, options, async (post, listeners) => {
      const sent = {
        'x-request-id': '7',
        cookie: 'a=b',
        'x-gateway-secret': 'guessed',
        [gatewayCallerHeader]: 'forged',
      };
      expect(await post('{ thing { name } }', sent)).toEqual({ data: { thing: { name: 'one' } } });
      for (const { seen } of [listeners.first, listeners.second]) {
        const headers = seen[0]?.headers ?? {};
        expect(headers).toMatchObject({
          'x-request-id': '7',
          'x-gateway-secret': 'a-secret-for-tests-only',
        });
        expect(headers.cookie).toBeUndefined();
        const caller = Buffer.from(String(headers[gatewayCallerHeader]), 'base64url').toString();
        expect(JSON.parse(caller)).toEqual({ id: 'key rk_1', scopes: ['read'] });
      }
    });
  });

  it('ends an operation by its deadline, whatever fetches follow each other', async () => {
    const slowThing: Answerer = (request, response) => {
      setTimeout(() => giveThing(request, response), 600);
    };
    const options = { operationTimeoutMs: 1_000, transportFor: () => ({ timeoutMs: 900 }) };
    await withGateway({ first: slowThing, second: () => {} }, options, async (post) => {
      const begun = performance.now();
      expect(await post('{ thing { id name } }')).toEqual({
        data: { thing: { id: '1', name: null } },
        errors: [
          {
            message: 'The subgraph "second" did not answer in time.',
            path: ['thing', 'name'],
            extensions: { code: 'SUBGRAPH_TIMEOUT', serviceName: 'second' },
          },
        ],
      });
      expect(performance.now() - begun).toBeLessThan(1_100);
    });
  });
});

describe('misuse of createStandaloneGateway', () => {
  it('refuses a secret that can be guessed, before it opens anything', async () => {
    const source = { load: () => Promise.reject(new Error('loaded')) };
    await expect(createStandaloneGateway({ source, gatewaySecret: 'short' })).rejects.toThrow(
      '[gateway] the secret of gateway and subgraphs must have at least 16 printable ASCII characters without spaces, but got 5 characters. Make one with: openssl rand -hex 32',
    );
  });

  it.each([
    ['type Query { a: Int }', 'a supergraph of Federation 2 was expected'],
    ['no graphql', 'a supergraph of Federation 2 was expected'],
  ])('refuses %j for a supergraph', async (supergraphSdl, reason) => {
    const source = { load: async () => ({ supergraphSdl, missing: [] }) };
    await expect(createStandaloneGateway({ source, logger: silentLogger })).rejects.toMatchObject({
      code: 'GATEWAY_CONFIGURATION',
      message: expect.stringContaining(reason),
    });
  });
});
