import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayServerOptions } from '../../../src/gateway/server/create-gateway-server.ts';
import { readOperationManifest } from '../../../src/gateway/server/operation-manifest.ts';
import { publicCaller } from '../../../src/gateway/sign-in/caller.ts';
import { SignInError } from '../../../src/gateway/sign-in/sign-in.error.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { codesOf, type MarketServer, openMarketServer, readReply } from './market-server.ts';

const opened: MarketServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function open(options: Partial<GatewayServerOptions<MarketContext>> = {}) {
  const server = await openMarketServer(options);
  opened.push(server);
  return server;
}

/** Signs in whoever sends `x-key`. */
const identify: GatewayServerOptions<MarketContext>['identify'] = ({ headers }) =>
  headers['x-key'] ? { id: `key ${headers['x-key']}`, scopes: new Set() } : publicCaller;
const key = { 'x-key': 'a' };
const typename = { query: '{ __typename }' };
const introspection = { query: '{ __schema { queryType { name } } }' };
const misspelt = { query: '{ prodct(id: "1") { id } }' };

describe('who may see the schema', () => {
  const sees = async (server: MarketServer, headers = {}) => {
    const [schema, hint] = [
      await server.post(introspection, headers),
      await server.post(misspelt, headers),
    ];
    return [schema.json.data !== undefined, /Did you mean/.test(hint.text)];
  };

  it('is everyone, unless the program runs in production', async () => {
    expect(await sees(await open({ identify }))).toEqual([true, true]);
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      const production = await open({ identify });
      expect(await sees(production)).toEqual([false, false]);
      expect(await sees(production, key)).toEqual([true, true]);
    } finally {
      process.env.NODE_ENV = before;
    }
  });

  it('can be set', async () => {
    const guarded = await open({ identify, introspection: 'signed-in' });
    expect([await sees(guarded), await sees(guarded, key)]).toEqual([
      [false, false],
      [true, true],
    ]);
    const closed = await open({ identify, introspection: 'nobody' });
    expect([await sees(closed), await sees(closed, key)]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it('covers every way to ask', async () => {
    const server = await open({ introspection: 'nobody' });
    for (const query of [
      '{ __type(name: "Product") { name } }',
      '{ x: __schema { types { name } } }',
      '{ ... { ...F } } fragment F on Query { __schema { types { name } } }',
      'query A { __typename } query B { __schema { types { name } } }',
    ]) {
      expect(
        codesOf(await server.post({ query, operationName: /query A/.test(query) ? 'B' : null })),
      ).toEqual(['INTROSPECTION_DISABLED']);
    }
    expect(
      (await server.post({ query: '{ products { __typename } }' })).json.errors,
    ).toBeUndefined();
  });

  it('leaves the names of the schema out of errors about variables as well', async () => {
    const variables = { filter: { kinds: ['BOK'], innr: null } };
    const query = 'query ($filter: Filter) { found(filter: $filter) { __typename } }';
    const [open_, closed] = [await open(), await open({ introspection: 'nobody' })];
    expect((await open_.post({ query, variables })).text).toMatch(/Did you mean.*BOOK/);
    expect((await closed.post({ query, variables })).text).not.toMatch(/Did you mean|BOOK|inner/);
  });
});

describe('requests of other sites', () => {
  const search = `?query=${encodeURIComponent('{ __typename }')}`;
  const get = async (headers: Record<string, string>) => {
    const server = await open();
    const { statusCode } = await server.app.inject({
      method: 'GET',
      url: `/graphql${search}`,
      headers,
    });
    return statusCode;
  };

  it.each<[number, Record<string, string>]>([
    [200, {}],
    [200, { 'sec-fetch-site': 'same-origin' }],
    [200, { 'sec-fetch-site': 'none' }],
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [403, { origin: 'https://evil.example', host: 'graph.example' }],
    [403, { origin: 'null', host: 'graph.example' }],
    [200, { origin: 'https://graph.example', host: 'graph.example' }],
    [200, { 'sec-fetch-site': 'cross-site', 'apollo-require-preflight': '1' }],
    [200, { 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }],
  ])('get %i by GET with %j', async (status, headers) => {
    expect(await get(headers)).toBe(status);
  });

  it('cannot send a form', async () => {
    const server = await open();
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=b',
    ]) {
      const reply = await server.post('{"query":"mutation { bump(by: 1) { value } }"}', {
        'content-type': type,
        origin: 'https://evil.example',
      });
      expect([reply.status, reply.json.data]).toEqual([
        type === 'text/plain' ? 403 : 415,
        undefined,
      ]);
    }
  });
});

describe('signing in', () => {
  it('tells a caller why its credential is not taken', async () => {
    const server = await open({
      identify: () => {
        throw new SignInError('UNAUTHENTICATED', 'Not this one.');
      },
    });
    const reply = await server.post(typename, { accept: 'application/json' });
    expect([reply.status, reply.headers.get('www-authenticate'), reply.json]).toEqual([
      401,
      'Bearer',
      { errors: [{ message: 'Not this one.', extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  it('says 503 while credentials cannot be checked, and keeps the cause to itself', async () => {
    const server = await open({
      identify: () => {
        throw new SignInError('SIGN_IN_UNAVAILABLE', 'Later.', { cause: new Error('secret host') });
      },
    });
    const reply = await server.post(typename);
    expect([reply.status, reply.headers.get('retry-after'), codesOf(reply)]).toEqual([
      503,
      '30',
      ['SIGN_IN_UNAVAILABLE'],
    ]);
    expect(reply.text).not.toContain('secret host');
  });

  it('masks what was not meant for clients', async () => {
    for (const options of [
      { identify: () => Promise.reject(new Error('secret place')) },
      { createContext: () => Promise.reject(new Error('secret place')) },
    ]) {
      const reply = await (await open(options)).post(typename);
      expect([reply.status, codesOf(reply)]).toEqual([500, ['INTERNAL_SERVER_ERROR']]);
      expect(reply.text).not.toContain('secret place');
    }
  });

  it('passes a context that refuses on, with its status', async () => {
    const server = await open({
      createContext: () => {
        throw new GraphQLError('Not today.', {
          extensions: { code: 'CLOSED', http: { status: 403 } },
        });
      },
    });
    const reply = await server.post(typename);
    expect([reply.status, reply.json.errors[0]]).toEqual([
      403,
      { message: 'Not today.', extensions: { code: 'CLOSED' } },
    ]);
  });

  it('gives the caller to the context, once a request', async () => {
    const seen: unknown[] = [];
    const server = await open({
      identify,
      limits: { maxBatchSize: 5 },
      createContext: (_request, caller) => {
        seen.push(caller.id);
        return { counter: 0 };
      },
    });
    await server.post([typename, typename], key);
    expect(seen).toEqual(['key a', 'key a']);
  });
});

describe('rate limits', () => {
  it('hold for each caller, and say when to come back', async () => {
    let time = 0;
    const server = await open({
      identify,
      rateLimit: { perSecond: 0.5, burst: 2, now: () => time },
    });
    const send = (headers = {}) => server.post(typename, headers);
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    const refused = await send({ accept: 'application/json' });
    expect([refused.status, refused.headers.get('retry-after'), refused.json]).toEqual([
      429,
      '2',
      {
        errors: [
          {
            message: 'Fewer requests were expected in this time. Send the next in 2 s.',
            extensions: { code: 'RATE_LIMITED' },
          },
        ],
      },
    ]);
    expect([(await send(key)).status, (await send({ 'x-key': 'b' })).status]).toEqual([200, 200]);
    time = 2_000;
    expect([(await send()).status, (await send()).status]).toEqual([200, 429]);
  });

  it('count every operation of a list', async () => {
    const server = await open({
      limits: { maxBatchSize: 5 },
      rateLimit: { perSecond: 1, burst: 4, now: () => 0 },
    });
    const statuses = [
      await server.post([typename, typename, typename]),
      await server.post([typename, typename]),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 429]);
  });

  it('stop an address that tries credentials', async () => {
    const server = await open({
      rateLimit: { perSecond: 1, burst: 3, now: () => 0 },
      identify: () => {
        throw new SignInError('UNAUTHENTICATED', 'No.');
      },
    });
    const statuses = [];
    for (let n = 0; n < 5; n++) statuses.push((await server.post(typename)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  it('tell addresses apart by X-Forwarded-For only behind a proxy that is trusted', async () => {
    const rateLimit = { perSecond: 1, burst: 1, now: () => 0 };
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const direct = await open({ rateLimit });
    const proxied = await open({ rateLimit, trustProxy: '127.0.0.1' });
    const statuses = async ({ post }: MarketServer) =>
      [await post(typename, from('192.0.2.1')), await post(typename, from('192.0.2.2'))].map(
        ({ status }) => status,
      );
    expect([await statuses(direct), await statuses(proxied)]).toEqual([
      [200, 429],
      [200, 200],
    ]);
  });
});

describe('persisted operations', () => {
  const query = '{ product(id: "1") { id } }';
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };

  it('are kept when a text comes with its hash, and found by it', async () => {
    const server = await open();
    const missing = await server.post({ extensions });
    expect([missing.status, missing.json.errors[0].message, codesOf(missing)]).toEqual([
      200,
      'PersistedQueryNotFound',
      ['PERSISTED_QUERY_NOT_FOUND'],
    ]);
    const expected = { data: { product: { id: '1' } } };
    expect((await server.post({ query, extensions })).json).toEqual(expected);
    expect((await server.post({ extensions })).json).toEqual(expected);
    const search = `extensions=${encodeURIComponent(JSON.stringify(extensions))}`;
    expect((await readReply(fetch(`${server.url}?${search}`))).json).toEqual(expected);
    expect((await server.post({ documentId: `sha256:${sha256Hash}` })).json).toEqual(expected);
  });

  it('are not kept under another hash, or when they are not good', async () => {
    const server = await open();
    const forged = await server.post({ query: '{ __typename }', extensions });
    expect([forged.status, codesOf(forged)]).toEqual([400, ['PERSISTED_QUERY_MISMATCH']]);
    const bad = '{ nothing }';
    const hash = createHash('sha256').update(bad).digest('hex');
    const named = { persistedQuery: { version: 1, sha256Hash: hash } };
    await server.post({ query: bad, extensions: named });
    expect(codesOf(await server.post({ extensions: named }))).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
    ]);
    expect(
      codesOf(await server.post({ extensions: { persistedQuery: { version: 2, sha256Hash } } })),
    ).toEqual(['BAD_REQUEST']);
  });

  it('take bounded memory', async () => {
    const server = await open();
    const texts = Array.from(
      { length: 60 },
      (_, n) => `{ product(id: "${n}${'x'.repeat(300_000)}") { id } }`,
    );
    const nameOf = (text: string) => ({
      persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(text).digest('hex') },
    });
    for (const text of texts) await server.post({ query: text, extensions: nameOf(text) });
    const found = [];
    for (const text of texts)
      found.push(codesOf(await server.post({ extensions: nameOf(text) })).length === 0);
    expect(found.filter(Boolean).length).toBeLessThan(30);
    expect(found.at(-1)).toBe(true);
  });

  it('can be turned off', async () => {
    const server = await open({ persistedOperations: { mode: 'off' } });
    const reply = await server.post({ extensions });
    expect([reply.json.errors[0].message, codesOf(reply)]).toEqual([
      'PersistedQueryNotSupported',
      ['PERSISTED_QUERY_NOT_SUPPORTED'],
    ]);
    expect((await server.post({ query, extensions })).json.data).toEqual({ product: { id: '1' } });
  });

  it('can be the only ones that are served', async () => {
    const operations = new Map([
      ['one', query],
      [sha256Hash, query],
    ]);
    const server = await open({ persistedOperations: { mode: 'safelist', operations } });
    const served = { data: { product: { id: '1' } } };
    expect((await server.post({ query })).json).toEqual(served);
    expect((await server.post({ documentId: 'one' })).json).toEqual(served);
    expect((await server.post({ extensions })).json).toEqual(served);
    for (const request of [
      typename,
      { query: `${query} ` },
      { documentId: 'two' },
      { documentId: 'one', query: '{ __typename }' },
      { query: '{ __typename }', extensions },
    ]) {
      const reply = await server.post(request);
      expect([reply.status, codesOf(reply)]).toEqual([400, ['OPERATION_NOT_LISTED']]);
    }
  });

  describe('from a manifest', () => {
    const read = async (content: string) => {
      const folder = await mkdtemp(join(tmpdir(), 'redress-manifest-'));
      const path = join(folder, 'manifest.json');
      await writeFile(path, content);
      try {
        return readOperationManifest(path);
      } finally {
        await rm(folder, { recursive: true });
      }
    };

    it("are read in Apollo's form and in Relay's", async () => {
      const apollo = {
        format: 'apollo-persisted-query-manifest',
        version: 1,
        operations: [{ id: 'one', name: 'One', type: 'query', body: query }],
      };
      expect([...(await read(JSON.stringify(apollo)))]).toEqual([['one', query]]);
      expect([...(await read(JSON.stringify({ one: query })))]).toEqual([['one', query]]);
    });

    it.each([
      '',
      '[]',
      '{"one": 1}',
      '{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}',
    ])('are refused from %j', async (content) => {
      await expect(read(content)).rejects.toThrow(
        /^\[gateway\] manifest ".+": operations by identifier were expected, but the file has another form\. Make it with generate-persisted-query-manifest, or write \{"identifier": "query …"\}\.$/,
      );
    });

    it('are refused from a file that is not there', () => {
      expect(() => readOperationManifest('/nowhere.json')).toThrow(
        '[gateway] manifest "/nowhere.json": operations by identifier were expected, but the file cannot be read. Make it with generate-persisted-query-manifest, or write {"identifier": "query …"}.',
      );
    });
  });
});
