import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { createMarketGateway, silentLogger } from '../fixture/market.gateway.ts';

const json = { 'content-type': 'application/json' };

function post(payload: string | object, headers: Record<string, string> = json): InjectOptions {
  return { method: 'POST', url: '/graphql', headers, payload };
}

function get(search: string): InjectOptions {
  return { url: `/graphql?${search}`, headers: { 'apollo-require-preflight': '1' } };
}

const deep = `${'{ a: person(id: 1) '}${'{ bestFriend '.repeat(21)}{ id }${' }'.repeat(22)}`;

const refusals: readonly [what: string, request: InjectOptions, status: number, code: string][] = [
  ['malformed JSON', post('{"query": '), 400, 'MALFORMED_JSON'],
  ['an empty body', post(''), 400, 'MALFORMED_JSON'],
  ['a body that is a string', post('"{ broken }"'), 400, 'BAD_REQUEST'],
  ['a body that is null', post('null'), 400, 'BAD_REQUEST'],
  ['a body without a query', post({}), 400, 'BAD_REQUEST'],
  ['a query that is a number', post({ query: 1 }), 400, 'BAD_REQUEST'],
  ['variables in a list', post({ query: '{ broken }', variables: [] }), 400, 'BAD_REQUEST'],
  [
    'another content type',
    post('x', { 'content-type': 'text/csv' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['a large body', post({ query: `#${'x'.repeat(1_048_576)}` }), 413, 'BODY_TOO_LARGE'],
  ['broken syntax', post({ query: '{ product( }' }), 400, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', post({ query: '{ nothing }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a fragment in a circle',
    post({ query: '{ ...F } fragment F on Query { ...F }' }),
    400,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'an unknown operation',
    post({ query: 'query A { broken }', operationName: 'B' }),
    400,
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['too deep an operation', post({ query: deep }), 400, 'OPERATION_TOO_DEEP'],
  [
    'a variable that does not fit',
    post({ query: 'query ($id: ID!) { product(id: $id) { id } }' }),
    400,
    'BAD_USER_INPUT',
  ],
  ['a search parameter that is no JSON', get('query={broken}&variables={'), 400, 'MALFORMED_JSON'],
  ['a GET without a query', get('variables={}'), 400, 'BAD_REQUEST'],
  ['another method', { method: 'DELETE', url: '/graphql' }, 405, 'METHOD_NOT_ALLOWED'],
  ['an unknown path', { url: '/nowhere' }, 404, 'NOT_FOUND'],
  ['a broken escape in the path', { url: '/%zz' }, 400, 'BAD_REQUEST'],
];

describe('the gateway server', () => {
  let app: FastifyInstance;

  beforeAll(async () => {
    app = await createGatewayServer({
      gateway: createMarketGateway(),
      createContext: () => ({ counter: 0 }),
      logger: silentLogger,
    });
  });

  afterAll(() => app.close());

  it.each(refusals)('refuses %s with a code and a sentence', async (_, request, status, code) => {
    const response = await app.inject(request);
    const [error] = response.json().errors;
    expect([response.statusCode, error.extensions.code]).toEqual([status, code]);
    expect(error.message.length).toBeGreaterThan(20);
    expect(response.body).not.toMatch(/node_modules|\.ts\b|\bat \w+ \(|stack/);
  });

  it('goes on serving after all of that', async () => {
    for (const [, request] of refusals) await app.inject(request);
    const response = await app.inject(post({ query: '{ product(id: 1) { name } }' }));
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ data: { product: { name: 'Product 1' } } });
  });

  it('says that it lives', async () => {
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    expect((await app.inject('/readyz')).statusCode).toBe(200);
  });
});
