import { auditServer } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesOf, type MarketServer, openMarketServer, readReply } from './market-server.ts';

describe('GraphQL over HTTP', () => {
  let server: MarketServer;
  beforeAll(async () => {
    server = await openMarketServer();
  });
  afterAll(() => server.close());

  it('passes all 61 audits of graphql-http', async () => {
    const results = await auditServer({ url: server.url });
    expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
    expect(results).toHaveLength(61);
  });

  it('passes them for a signed-in caller where the public may not ask for the schema', async () => {
    const guarded = await openMarketServer({
      introspection: 'signed-in',
      identify: () => ({ id: 'key a', scopes: new Set() }),
    });
    const results = await auditServer({ url: guarded.url });
    expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
    await guarded.close();
  });

  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['application/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    [
      'application/graphql-response+json, application/json;q=0.9',
      'application/graphql-response+json',
    ],
    ['application/json, application/graphql-response+json', 'application/json'],
    ['application/graphql-response+json;q=0.1, */*;q=0.5', 'application/json'],
    ['text/html, */*;q=0.1', 'application/json'],
  ])('answers Accept: %s with %s', async (accept, mediaType) => {
    const reply = await server.post({ query: '{ __typename }' }, accept ? { accept } : {});
    expect(reply.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
    expect(reply.json).toEqual({ data: { __typename: 'Query' } });
  });

  it.each(['text/html', 'application/xml', 'application/json;q=0', '*/*;q=0'])(
    'refuses Accept: %s, which takes no GraphQL response',
    async (accept) => {
      const reply = await server.post({ query: '{ __typename }' }, { accept });
      expect([reply.status, codesOf(reply)]).toEqual([406, ['NOT_ACCEPTABLE']]);
    },
  );

  it('says 200 for what ran, and 400 for what did not where the media type allows it', async () => {
    const modern = { accept: 'application/graphql-response+json' };
    const older = { accept: 'application/json' };
    for (const [query, code] of [
      ['{', 'GRAPHQL_PARSE_FAILED'],
      ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['query A { __typename } query B { __typename }', 'OPERATION_RESOLUTION_FAILURE'],
      ['query ($id: ID!) { product(id: $id) { id } }', 'BAD_USER_INPUT'],
    ] as const) {
      const [old, now] = [
        await server.post({ query }, older),
        await server.post({ query }, modern),
      ];
      expect([old.status, codesOf(old), now.status, codesOf(now)]).toEqual([
        200,
        [code],
        400,
        [code],
      ]);
      expect(now.json).not.toHaveProperty('data');
      expect((await server.post({ query })).status).toBe(400);
    }
    const partial = await server.post({ query: '{ broken }' }, modern);
    expect(partial.status).toBe(200);
    expect(partial.json.data).toEqual({ broken: null });
    expect(partial.json.errors).toHaveLength(1);
  });

  it('takes queries by GET, and nothing that changes something', async () => {
    const get = (search: string) => readReply(fetch(`${server.url}?${search}`));
    const variables = encodeURIComponent('{"id":"1"}');
    const query = encodeURIComponent('query Q($id: ID!) { product(id: $id) { __typename } }');
    expect((await get(`query=${query}&variables=${variables}&operationName=Q`)).status).toBe(200);
    const mutation = await get(`query=${encodeURIComponent('mutation { bump(by: 1) { value } }')}`);
    expect([mutation.status, mutation.headers.get('allow'), codesOf(mutation)]).toEqual([
      405,
      'POST',
      ['OPERATION_NOT_SUPPORTED'],
    ]);
    const both = encodeURIComponent('query Q { __typename } mutation M { bump(by: 1) { value } }');
    expect((await get(`query=${both}&operationName=Q`)).status).toBe(200);
    expect((await get(`query=${both}&operationName=M`)).status).toBe(405);
  });

  it('takes an empty operation name for none, as some clients send it', async () => {
    const request = { query: '{ __typename }', operationName: '' };
    for (const body of [request, { ...request, operationName: null }, request]) {
      expect((await server.post(body)).json).toEqual({ data: { __typename: 'Query' } });
    }
  });

  it('names the methods that it takes', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await fetch(server.url, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    }
  });

  it('takes no body but JSON in UTF-8', async () => {
    const body = '{"query":"{ __typename }"}';
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/json; charset=utf-16',
    ]) {
      const reply = await server.post(body, { 'content-type': type });
      expect([type, reply.status, codesOf(reply)]).toEqual([type, 415, ['UNSUPPORTED_MEDIA_TYPE']]);
    }
    expect(
      (await server.post(body, { 'content-type': 'application/json;charset=UTF-8' })).status,
    ).toBe(200);
  });

  it('tells browsers not to guess the type, and caches what answers depend on', async () => {
    const { headers } = await server.post({ query: '{ __typename }' });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('vary')).toBe('accept, authorization');
  });
});
