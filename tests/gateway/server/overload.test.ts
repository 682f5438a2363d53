import { afterEach, describe, expect, it } from 'vitest';
import { createMarketGateway } from '../fixture/market.gateway.ts';
import {
  codesOf,
  type MarketServer,
  openMarketServer,
  type Reply,
  readReply,
} from './market-server.ts';

const limit = 20;
const query = { query: '{ product(id: "1") { name } }' };

let server: MarketServer;
afterEach(() => server.close());

/** A server whose operations wait until they are let go. */
async function openSlowServer() {
  const gateway = createMarketGateway();
  const waiting: (() => void)[] = [];
  let isHeld = true;
  server = await openMarketServer({
    maxConcurrentOperations: limit,
    limits: { maxBatchSize: 10 },
    gateway: {
      ...gateway,
      execute: async (request) => {
        if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve));
        return gateway.execute(request);
      },
    },
  });
  return {
    waiting,
    letGo: () => {
      isHeld = false;
      for (const go of waiting.splice(0)) go();
    },
  };
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};
const probe = async (path: string) => {
  const response = await fetch(new URL(path, server.url));
  return [response.status, response.headers.get('retry-after'), await response.json()];
};

describe('a server with as much work as it may have', () => {
  it('turns new requests away at once, says that it is busy, answers what it has, and recovers', async () => {
    const { waiting, letGo } = await openSlowServer();
    const accepted = Array.from({ length: limit }, () => server.post(query));
    await until(() => waiting.length === limit);
    expect(await probe('/readyz')).toEqual([503, '1', { status: 'busy' }]);
    expect(await probe('/healthz')).toEqual([200, null, { status: 'ok' }]);

    const begun = performance.now();
    const refused = await Promise.all(Array.from({ length: 200 }, () => server.post(query)));
    expect(performance.now() - begun).toBeLessThan(5_000);
    for (const reply of refused) {
      expect([reply.status, reply.headers.get('retry-after'), codesOf(reply)]).toEqual([
        503,
        '1',
        ['GATEWAY_BUSY'],
      ]);
    }
    expect(waiting).toHaveLength(limit);

    letGo();
    for (const reply of await Promise.all(accepted))
      expect([reply.status, reply.text.includes('errors')]).toEqual([200, false]);
    expect((await server.post(query)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(await probe('/readyz')).toEqual([200, null, { status: 'ready' }]);
  });

  it('works on a crowd a few at a time, all of whom are answered', async () => {
    const gateway = createMarketGateway();
    let [underWay, most] = [0, 0];
    server = await openMarketServer({
      gateway: {
        ...gateway,
        execute: async (request) => {
          underWay += 1;
          most = Math.max(most, underWay);
          try {
            return await gateway.execute(request);
          } finally {
            underWay -= 1;
          }
        },
      },
    });
    // While the first plan is made, whoever comes waits for it.
    expect((await server.post(query)).status).toBe(200);
    most = 0;
    const crowd = await Promise.all(Array.from({ length: 300 }, () => server.post(query)));
    expect(crowd.filter(({ status }) => status === 200)).toHaveLength(300);
    expect(most).toBeLessThan(60);
  });

  it('reads no body of a request that it turns away', async () => {
    const { waiting, letGo } = await openSlowServer();
    const accepted = Array.from({ length: limit }, () => server.post(query));
    await until(() => waiting.length === limit);
    const reply = await server.post(`{"query": "${'x'.repeat(900_000)}`);
    expect([reply.status, codesOf(reply)]).toEqual([503, ['GATEWAY_BUSY']]);
    letGo();
    await Promise.all(accepted);
  });

  it('counts each operation of a list', async () => {
    const { waiting, letGo } = await openSlowServer();
    const list = Array.from({ length: 10 }, () => query);
    const accepted: Promise<Reply>[] = [server.post(list), server.post(list.slice(1))];
    await until(() => waiting.length === 19);
    expect((await server.post([query, query])).status).toBe(503);
    accepted.push(server.post(query));
    await until(() => waiting.length === 20);
    expect((await server.post(query)).status).toBe(503);
    letGo();
    expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('frees the place of a client that has gone', async () => {
    const { waiting, letGo } = await openSlowServer();
    const gone = new AbortController();
    const leaving = Array.from({ length: limit }, () =>
      readReply(
        fetch(server.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(query),
          signal: gone.signal,
        }),
      ).catch(() => undefined),
    );
    await until(() => waiting.length === limit);
    gone.abort();
    await Promise.all(leaving);
    letGo();
    // A place is free a moment after its operation ends; were it never freed, this would run into the test's time limit.
    while ((await server.post(query)).status !== 200) await new Promise(setImmediate);
    expect(waiting).toEqual([]);
  });

  it('never runs more than it may while a hundred times as much is asked of it, and stays fast', async () => {
    const gateway = createMarketGateway();
    let underWay = 0;
    let most = 0;
    const durations: number[] = [];
    server = await openMarketServer({
      maxConcurrentOperations: 4,
      gateway: {
        ...gateway,
        execute: async (request) => {
          most = Math.max(most, ++underWay);
          const begun = performance.now();
          // As long as a subgraph far away takes, so that operations overlap.
          await new Promise((resolve) => setTimeout(resolve, 5));
          const result = await gateway.execute(request);
          durations.push(performance.now() - begun);
          underWay--;
          return result;
        },
      },
    });
    await server.post(query);
    const replies = await Promise.all(Array.from({ length: 400 }, () => server.post(query)));
    const good = replies.filter(({ status }) => status === 200);
    expect(good.length).toBeGreaterThan(3);
    expect(good.length + replies.filter(({ status }) => status === 503).length).toBe(400);
    for (const { json } of good)
      expect(json).toEqual({ data: { product: { name: expect.any(String) } } });
    expect(most).toBe(4);
    // Each takes some milliseconds; a second leaves room for a machine that is busy with other tests.
    expect(Math.max(...durations)).toBeLessThan(1_000);
    expect((await server.post(query)).status).toBe(200);
  });
});
