import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createWatchedMarket } from './watched-market.ts';

/** Lines of a pino log. */
function createLog() {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { lines, logger: pino({ level: 'info' }, stream) };
}

const secretQuery = {
  query: 'query OneProduct($id: ID!) { product(id: $id) { name } }',
  variables: { id: 'jane@example.org' },
};

describe('the log of requests', () => {
  it('has one line a request with its id, operation, status and time', async () => {
    const { lines, logger } = createLog();
    const { app } = await createWatchedMarket({ logger });
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'x-request-id': 'order-17' },
      payload: secretQuery,
    });
    await app.close();
    expect(statusCode).toBe(200);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      requestId: 'order-17',
      operations: ['OneProduct'],
      fetches: 1,
      method: 'POST',
      route: '/graphql',
      status: 200,
      durationMs: expect.any(Number),
      msg: 'Request answered',
    });
  });

  it('names the codes of a refusal', async () => {
    const { lines, logger } = createLog();
    const { app } = await createWatchedMarket({ logger });
    await app.inject({ method: 'POST', url: '/graphql', payload: { query: '{ nothing }' } });
    await app.close();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ codes: ['GRAPHQL_VALIDATION_FAILED'] });
  });

  it('has nothing of variables, headers and search parameters', async () => {
    const { lines, logger } = createLog();
    const { app } = await createWatchedMarket({ logger });
    const headers = { authorization: 'Bearer rk_secret', cookie: 'name=jane' };
    await app.inject({ method: 'POST', url: '/graphql', headers, payload: secretQuery });
    await app.inject({ url: '/graphql?query={product(id:"jane"){name}}', headers });
    await app.inject({ url: '/nowhere/jane', headers });
    await app.close();
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toMatch(/jane|secret/);
  });
});

describe('x-request-id', () => {
  it('comes back as the caller gave it', async () => {
    const { app } = await createWatchedMarket();
    const { headers } = await app.inject({
      url: '/healthz',
      headers: { 'x-request-id': 'a-1.b:2' },
    });
    expect(headers['x-request-id']).toBe('a-1.b:2');
    await app.close();
  });

  it.each(['', 'two words', 'x'.repeat(129), '{"forged":true}'])(
    'is a new one in place of %j',
    async (given) => {
      const { app } = await createWatchedMarket();
      const { headers } = await app.inject({ url: '/healthz', headers: { 'x-request-id': given } });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      await app.close();
    },
  );

  it('is another for each request that has none', async () => {
    const { app } = await createWatchedMarket();
    const ids = await Promise.all([app.inject('/healthz'), app.inject('/healthz')]);
    expect(new Set(ids.map(({ headers }) => headers['x-request-id'])).size).toBe(2);
    await app.close();
  });
});
