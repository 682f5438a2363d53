import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { createStudioDoor } from '../../src/composition/studio.ts';
import { createReportEngine } from '../../src/reports/report-engine.ts';
import { createReportRegistry } from '../../src/reports/report-registry.ts';
import { createStudioBench } from '../../src/reports/studio/studio-bench.ts';
import { studioRoutes } from '../../src/reports/studio/studio-routes.ts';

const refusal = Object.assign(new Error('A key is needed.'), { statusCode: 401, code: 'NO_KEY' });
const apps: { close(): unknown }[] = [];

async function open(settings: { host: string; publicUrl: string | undefined }) {
  const app = Fastify();
  apps.push(app);
  const engine = createReportEngine({
    registry: createReportRegistry([]),
    ask: () => Promise.reject(new Error('not asked')),
    now: () => new Date(0),
    publicUrl: 'https://redress.example.org',
  });
  await app.register(studioRoutes, {
    source: createStudioBench(engine, { folder: '/' }),
    authorize: createStudioDoor(settings, () => Promise.reject(refusal)),
    mailFrom: 'letters@example.org',
  });
  return async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await app.inject({ url: '/studio/api/reports', headers, remoteAddress })).statusCode;
}

afterAll(() => Promise.all(apps.map((app) => app.close())));

describe('the door of the studio', () => {
  it('is open to this machine under its own names', async () => {
    const ask = await open({ host: '127.0.0.1', publicUrl: 'http://localhost:4000' });
    expect(await ask({ host: '127.0.0.1:4000' })).toBe(200);
    expect(await ask({ host: 'localhost' })).toBe(200);
    expect(await ask({ host: '[::1]:4000' }, '::1')).toBe(200);
    expect(await ask({ host: 'localhost:4000', origin: 'http://localhost:4000' })).toBe(200);
  });

  it.each([
    ['a foreign name that leads here', { host: 'rebound.example.org:4000' }, '127.0.0.1'],
    ['a proxy on this machine', { host: '127.0.0.1', 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1'],
    ['another machine', { host: '127.0.0.1' }, '192.0.2.1'],
    ['no name that is one', { host: '127.0.0.1.example.org' }, '127.0.0.1'],
  ])('asks %s for a key', async (_who, headers, address) => {
    const ask = await open({ host: '127.0.0.1', publicUrl: undefined });
    expect(await ask(headers, address)).toBe(401);
  });

  it('asks everybody for a key where the server listens to the network or is published', async () => {
    for (const settings of [
      { host: '0.0.0.0', publicUrl: undefined },
      { host: '127.0.0.1', publicUrl: 'https://redress.example.org' },
    ]) {
      const ask = await open(settings);
      expect(await ask({ host: '127.0.0.1' })).toBe(401);
    }
  });

  it('refuses pages of other sites, with a key or without', async () => {
    const ask = await open({ host: '127.0.0.1', publicUrl: undefined });
    for (const origin of ['https://evil.example.org', 'null', 'http://127.0.0.1:1']) {
      expect(await ask({ host: '127.0.0.1:4000', origin })).toBe(403);
    }
  });
});
