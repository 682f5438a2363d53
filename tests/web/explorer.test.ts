import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createExplorer } from '../../src/web/explorer.plugin.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
let folder: string;
let app: FastifyInstance;

async function open(from: string): Promise<void> {
  const explorer = createExplorer({ folder: from });
  app = Fastify();
  await app.register(explorer.plugin);
  app.get('/graphql', (request, reply) =>
    explorer.wants(request) ? explorer.send(reply) : reply.send({ data: null }),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redress-explorer-'));
  writeFileSync(join(folder, 'index.html'), '<title>Explorer</title>');
  writeFileSync(join(folder, 'index-Ab12.js'), 'console.log(1)');
  writeFileSync(join(folder, 'index-Ab12.js.br'), 'packed');
  writeFileSync(join(folder, 'inputs.sha256'), 'stamp');
});

afterEach(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe('page', () => {
  test('is what a browser gets', async () => {
    await open(folder);
    const reply = await app.inject({ url: '/graphql', headers: BROWSER });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toBe('<title>Explorer</title>');
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'; worker-src");
    expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  test('is not what a program or a query gets', async () => {
    await open(folder);
    const program = await app.inject({ url: '/graphql', headers: { accept: '*/*' } });
    const query = await app.inject({ url: '/graphql?query=%7Ba%7D', headers: BROWSER });
    expect(program.json()).toEqual({ data: null });
    expect(query.json()).toEqual({ data: null });
  });

  test('says how to build it when it is not there', async () => {
    await open(join(folder, 'absent'));
    const reply = await app.inject({ url: '/graphql', headers: BROWSER });
    expect(reply.statusCode).toBe(503);
    expect(reply.body).toContain('Run <code>npm run build</code>');
  });
});

describe('files', () => {
  test('are kept for a year', async () => {
    await open(folder);
    const reply = await app.inject({ url: '/assets/explorer/index-Ab12.js' });
    expect(reply.body).toBe('console.log(1)');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
  });

  test('are sent packed to a browser that can unpack them', async () => {
    await open(folder);
    const url = '/assets/explorer/index-Ab12.js';
    const reply = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    expect(reply.body).toBe('packed');
    expect(reply.headers['content-encoding']).toBe('br');
  });

  test.each(['inputs.sha256', 'index.html', 'absent.js', '..%2Findex-Ab12.js', '%2Fetc%2Fpasswd'])(
    '%s is not found',
    async (file) => {
      await open(folder);
      const reply = await app.inject({ url: `/assets/explorer/${file}` });
      expect(reply.statusCode).toBe(404);
    },
  );
});
