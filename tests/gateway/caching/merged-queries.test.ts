import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ResponseCache } from '../../../src/gateway/caching/response-cache.ts';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { createHintedGraph } from './hinted-graph.ts';
import { identifyUser } from './identify-user.ts';

const { gateway } = createHintedGraph();
const cache = new ResponseCache({ maxBytes: 0, mergeInFlight: true });
const query = 'query Q($a: Boolean = true) { __typename @include(if: $a) }';
/** Operations that wait until they are let go. */
let waiting: (() => void)[] = [];
let begun = 0;
let app: FastifyInstance;

const held: Gateway<object> = {
  ...gateway,
  async execute() {
    begun += 1;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { data: { __typename: `answer ${begun}` } };
  },
};

beforeAll(async () => {
  app = await createGatewayServer<object>({
    gateway: held,
    logger: silentLogger,
    responseCache: cache,
    viewHeaders: ['x-tenant'],
    identify: identifyUser,
    createContext: () => ({}),
  });
});
afterEach(() => {
  waiting = [];
  begun = 0;
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

/** Asks, and comes back once so many operations wait. */
async function ask(
  waits: number,
  body: object = { query },
  headers: Record<string, string> = {},
): Promise<{ answer: Promise<string> }> {
  const options: InjectOptions = { method: 'POST', url: '/graphql', payload: body, headers };
  const answer = app.inject(options).then((reply) => reply.body);
  while (waiting.length < waits) await new Promise(setImmediate);
  // Whoever would not wait for another has had time to begin.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  return { answer };
}

function letGo(): void {
  for (const go of waiting.splice(0)) go();
}

it('equal queries of the public that are under way at once are run once', async () => {
  const asked = [await ask(1), await ask(1), await ask(1)];
  expect(begun).toBe(1);
  letGo();
  const texts = await Promise.all(asked.map(({ answer }) => answer));
  expect(new Set(texts)).toEqual(new Set(['{"data":{"__typename":"answer 1"}}']));
  const later = await ask(1);
  expect(begun).toBe(2);
  letGo();
  expect(await later.answer).toContain('answer 2');
});

it.each([
  ['with other variables', { query, variables: { a: false } }, {}],
  ['with another text', { query: `${query} ` }, {}],
  ['of somebody who is signed in', { query }, { 'x-user': 'alice' }],
  ['with a credential', { query }, { authorization: 'Bearer x' }],
  ['with a header that answers depend on', { query }, { 'x-tenant': 'a' }],
])('a query %s waits for no other', async (_what, body, headers) => {
  const first = await ask(1);
  const second = await ask(2, body, headers);
  expect(begun).toBe(2);
  letGo();
  await Promise.all([first.answer, second.answer]);
});

it('nobody waits for a query that began before what is kept was forgotten', async () => {
  const before = await ask(1);
  cache.clear();
  const after = await ask(2);
  const third = await ask(2);
  expect(begun).toBe(2);
  letGo();
  await Promise.all([before.answer, after.answer, third.answer]);
});
