import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { openServer, type TestServer } from './open-server.ts';

const { protection } = parseSettings({});

describe('letters, pages and rendering', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer({
      protection: {
        ...protection,
        maxConcurrentOperations: 1,
        rateLimit: { perSecond: 0.001, burst: 2 },
      },
    });
  });
  afterAll(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { headers });

  it('are turned away past the limit of work, while probes, metrics and assets are not', async () => {
    const paths = ['/letters/2020/leeds.json', '/councils/leeds', '/'];
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => get(paths[index % 3] ?? '')),
    );
    const refused = replies.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(replies.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(refused.length + replies.filter(({ status }) => status === 200).length).toBe(30);
    for (const { headers } of refused) {
      expect([headers.get('retry-after'), headers.get('cache-control')]).toEqual(['1', 'no-store']);
    }
    expect(await refused[0]?.json()).toMatchObject({
      errors: [{ extensions: { code: 'GATEWAY_BUSY' } }],
    });
    const busy = await get('/readyz');
    expect([busy.status, await busy.json()]).toEqual([503, { status: 'busy' }]);
    for (const path of ['/healthz', '/metrics', '/favicon.ico']) {
      expect((await get(path)).status, path).toBe(200);
    }
    expect((await get('/letters/2020/leeds.json')).status).toBe(200);
  });

  it('count rendering as an operation of its caller', async () => {
    const headers = {
      ...(await server.createKey('letters:render')),
      'content-type': 'application/json',
    };
    const render = () =>
      fetch(`${server.url}/reports/annual-letter/render`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ council: 'leeds', yearEnding: 2020 }),
      });
    const statuses: number[] = [];
    for (let count = 0; count < 2; count++) {
      const response = await render();
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200]);
    const over = await render();
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(1);
    expect(await over.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    // Another caller, and a letter that is there already, have nothing to do with it.
    expect((await get('/letters/2020/leeds.html')).status).toBe(200);
  });

  it('have links to the port that is really bound', async () => {
    expect(new URL(server.url).port).not.toBe('0');
    const page = await (await get('/councils/leeds')).text();
    const letter = await (await get('/letters/2020/leeds.html')).text();
    const links = `${page}${letter}`.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    expect(links.length).toBeGreaterThan(1);
    expect(new Set(links)).toEqual(new Set([server.url]));
  });
});
