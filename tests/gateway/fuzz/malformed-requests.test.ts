import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectGarbage } from '../../../bench/collect-garbage.ts';
import { type MarketServer, openMarketServer } from '../server/market-server.ts';
import { createTokenIssuer } from '../sign-in/token-issuer.ts';
import { findFault } from './check-reply.ts';
import { handMadeRequests } from './hand-made.ts';
import { sendBytes, writeRequest } from './raw-request.ts';
import { runFuzz } from './run-fuzz.ts';

let server: MarketServer;
let port: number;
const logged: unknown[] = [];

beforeAll(async () => {
  const { verifier } = await createTokenIssuer();
  const log = (details: object) => void logged.push(details);
  server = await openMarketServer({
    logger: { error: log, warn: () => {}, info: () => {} },
    identify: async ({ headers: { authorization } }) =>
      authorization === undefined
        ? { id: null, scopes: new Set() }
        : verifier.verify(authorization.replace(/^Bearer /i, '')),
  });
  port = (server.app.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

describe('malformed requests', () => {
  it('are at least 60 by hand, each of its own kind', () => {
    expect(new Set(handMadeRequests.map(([name]) => name)).size).toBe(handMadeRequests.length);
    expect(handMadeRequests.length).toBeGreaterThanOrEqual(60);
  });

  it.each(handMadeRequests)('do no harm: %s', async (_name, request) => {
    const begun = performance.now();
    const reply = await sendBytes(writeRequest(request), port);
    expect(findFault(reply)).toBeUndefined();
    expect(reply.status).toBeGreaterThanOrEqual(200);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('do no harm when 20,000 are generated, and leave only kept plans in memory', async () => {
    // Once before, so that what is made once and kept is there.
    await runFuzz(port, 2_000, 20_072_020);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const { statuses, faults } = await runFuzz(port, 20_000, 22_072_020);
    expect(faults).toEqual([]);
    // Enough of them come as far as the graph for the rest to mean something.
    expect(statuses.get(200)).toBeGreaterThan(400);
    expect(statuses.get(400)).toBeGreaterThan(5_000);
    collectGarbage();
    const kept = process.memoryUsage().heapUsed - before;
    // The kept documents and plans: 28 MB for so many, and 65 MB after 60,000, from where on it stays.
    expect(kept).toBeLessThan(40 * 1_048_576);
    expect(logged).toEqual([]);
    expect((await server.post({ query: '{ __typename }' })).json).toEqual({
      data: { __typename: 'Query' },
    });
  });
});

describe('findFault', () => {
  it('sees a fault of the server, a stack and a path', () => {
    const ok = { status: 200, text: 'HTTP/1.1 200 OK\r\nx: y\r\n\r\n{"data":null}' };
    expect(findFault(ok)).toBeUndefined();
    expect(findFault({ ...ok, status: 500 })).toBe('it answered 500');
    const leaks = [
      '    at run (file:1)',
      '/home/redress/x',
      process.cwd(),
      'node_modules/graphql',
      'TypeError: x',
      'execute.js:12',
    ];
    for (const leak of leaks)
      expect(findFault({ ...ok, text: `${ok.text}${leak}` })).toMatch(/^it let out/);
  });
});
