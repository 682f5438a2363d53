import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarketServer, openMarketServer } from '../server/market-server.ts';

describe('answers to GET /graphql', () => {
  let server: MarketServer;
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}?query=${encodeURIComponent(query)}`, { headers });

  beforeAll(async () => {
    server = await openMarketServer();
  });
  afterAll(() => server.close());

  it('have a tag, and may be kept by the client alone', async () => {
    const { headers } = await get('{ product(id: "1") { name } }');
    expect(headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  it('are not sent again to a client that has them', async () => {
    const first = await get('{ product(id: "1") { name } }');
    const tag = first.headers.get('etag') ?? '';
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get('{ product(id: "1") { name } }', { 'if-none-match': known });
      expect([again.status, await again.text()], known).toEqual([304, '']);
      expect(again.headers.get('etag')).toBe(tag);
    }
  });

  it('are sent where the client has another', async () => {
    const first = await get('{ product(id: "1") { name } }');
    const tag = first.headers.get('etag') ?? '';
    const other = await get('{ product(id: "1") { id } }', { 'if-none-match': tag });
    expect(other.status).toBe(200);
    expect(other.headers.get('etag')).not.toBe(tag);
    expect(await other.json()).toHaveProperty('data');
  });

  it('have no tag where they refuse, or are asked for by POST', async () => {
    expect((await get('{ nothing }')).headers.get('etag')).toBeNull();
    const posted = await server.post({ query: '{ product(id: "1") { name } }' });
    expect(posted.headers.get('etag')).toBeNull();
  });
});
