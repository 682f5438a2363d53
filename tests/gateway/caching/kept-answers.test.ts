import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ResponseCache } from '../../../src/gateway/caching/response-cache.ts';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { createGate } from '../transports/http-listener.ts';
import { createHintedGraph } from './hinted-graph.ts';
import { identifyUser } from './identify-user.ts';

const clock = { now: 0 };
const cache = new ResponseCache({ now: () => clock.now });
const { gateway, ran } = createHintedGraph();
const listeners = new Set<() => void>();
/** Set to hold operations back, and to be told of it. */
let holding: { begin(): void; until: Promise<void> } | undefined;
let app: FastifyInstance;

const held: Gateway<object> = {
  ...gateway,
  async execute(request) {
    holding?.begin();
    await holding?.until;
    return gateway.execute(request);
  },
  onSchemaChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

beforeAll(async () => {
  app = await createGatewayServer<object>({
    gateway: held,
    logger: silentLogger,
    responseCache: cache,
    viewHeaders: ['x-tenant'],
    limits: { maxBatchSize: 5 },
    mayReadPlan: () => true,
    identify: identifyUser,
    createContext: () => ({}),
  });
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});
beforeEach(() => {
  cache.clear();
  clock.now = 0;
  ran.length = 0;
});

async function ask(query: string, headers: Record<string, string> = {}, body?: object) {
  const options: InjectOptions = body
    ? { method: 'POST', url: '/graphql', payload: body, headers }
    : { method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}`, headers };
  const reply = await app.inject(options);
  const { 'cache-control': control, age, etag, vary } = reply.headers;
  return { status: reply.statusCode, control, age, etag, vary, text: reply.payload };
}

describe('answers to public queries', () => {
  it('are made once, and told with their age', async () => {
    const first = await ask('{ now }');
    expect(first).toMatchObject({
      status: 200,
      control: 'max-age=30, public',
      vary: 'accept, authorization, x-tenant',
      text: '{"data":{"now":1}}',
    });
    expect(first.age).toBeUndefined();
    clock.now = 12_345;
    expect(await ask('{ now }')).toEqual({ ...first, age: '12' });
    expect(ran).toEqual(['now']);
    clock.now = 30_000;
    expect(await ask('{ now }')).toMatchObject({ text: '{"data":{"now":2}}', age: undefined });
  });

  it('are not sent again to a client that has them, with all that says how long they are good', async () => {
    const first = await ask('{ now }');
    clock.now = 5_000;
    const again = await ask('{ now }', { 'if-none-match': String(first.etag) });
    expect(again).toEqual({ ...first, status: 304, age: '5', text: '' });
  });

  it('are shared by GET and POST, in every form of an answer, and within batches', async () => {
    await ask('{ now }');
    const posted = await ask('', {}, { query: '{ now }' });
    expect(posted.control).toBe('max-age=30, public');
    await ask('{ now }', { accept: 'application/graphql-response+json' });
    const batch = await ask('', {}, [{ query: '{ now }' }, { query: '{ counted }' }]);
    expect(JSON.parse(batch.text)).toEqual([
      { data: { now: expect.any(Number) } },
      { data: { counted: 1 } },
    ]);
    expect(batch.control).toBe('no-store');
    expect(ran).toEqual(['now', 'counted']);
  });

  it('differ by variables and by operation', async () => {
    const query =
      'query A($on: Boolean = true) { now @include(if: $on) counted } query B { counted }';
    const texts = [];
    for (const rest of [
      { operationName: 'A' },
      { operationName: 'A', variables: { on: false } },
      { operationName: 'B' },
      { operationName: 'A' },
    ]) {
      texts.push((await ask('', {}, { query, ...rest })).text);
    }
    expect(texts[1]).toBe('{"data":{"counted":1}}');
    expect(texts[3]).toBe(texts[0]);
    expect(cache.size).toBe(3);
  });

  it.each([
    ['{ never { x } }', 'no-store'],
    ['{ count }', 'private, no-cache'],
    ['{ mine { x } }', 'max-age=30, private'],
    ['{ failing }', 'no-store'],
    ['{ guarded }', 'no-store'],
    ['{ __schema { queryType { name } } }', 'private, no-cache'],
    ['{ counted __type(name: "Book") { name } }', 'max-age=20, public'],
  ])('are not kept for %s', async (query, control) => {
    const answer = await ask(query);
    expect([answer.control, answer.etag !== undefined]).toEqual([control, control !== 'no-store']);
    expect(cache.size).toBe(0);
  });

  it('are not kept where they refuse', async () => {
    for (const query of ['{ nothing }', '{', '']) {
      expect(await ask(query)).toMatchObject({ control: 'no-store', etag: undefined });
    }
    expect(await ask('', { 'x-user': 'ann' }, { query: 'mutation { write }' })).toMatchObject({
      control: 'no-store',
    });
    expect(cache.size).toBe(0);
  });

  it('are neither kept from, nor given to, a caller that may see otherwise', async () => {
    for (const headers of [{ 'x-user': 'ann' }, { authorization: 'x' }, { 'x-tenant': 'a' }]) {
      expect(await ask('{ now }', headers)).toMatchObject({ control: 'max-age=30, private' });
    }
    expect(cache.size).toBe(0);
    await ask('{ now }');
    expect(cache.size).toBe(1);
    for (const headers of [{ 'x-user': 'ann' }, { authorization: 'x' }, { 'x-tenant': 'a' }]) {
      expect((await ask('{ now }', headers)).age).toBeUndefined();
    }
    expect(ran.length).toBe(7);
  });

  it('are private to the one who asked for what not everybody may have', async () => {
    const answer = await ask('{ guarded }', { 'x-user': 'ann' });
    expect([answer.control, answer.text]).toEqual([
      'max-age=30, private',
      '{"data":{"guarded":"g"}}',
    ]);
    expect(cache.size).toBe(0);
  });

  it('are neither kept nor taken where the plan is asked for', async () => {
    await ask('{ now }');
    const planned = await ask('{ now }', { 'x-redress-plan': '1' });
    expect(planned).toMatchObject({ control: 'no-store', etag: undefined });
    expect(planned.text).toContain('"plan"');
    expect(ran).toEqual(['now', 'now']);
    expect(cache.size).toBe(1);
  });

  it('are forgotten after a mutation, and when the schema changes', async () => {
    await ask('{ now }');
    await ask('', {}, { query: 'mutation { write }' });
    expect(cache.size).toBe(0);
    await ask('{ now }');
    expect(cache.size).toBe(1);
    for (const listener of listeners) listener();
    expect(cache.size).toBe(0);
  });

  it('are not kept when something changed while they were made', async () => {
    const gate = createGate();
    const begun = createGate();
    holding = { begin: begun.open, until: gate.opened };
    const slow = ask('{ now }');
    await begun.opened;
    cache.clear();
    holding = undefined;
    gate.open();
    expect((await slow).status).toBe(200);
    expect(cache.size).toBe(0);
  });
});
