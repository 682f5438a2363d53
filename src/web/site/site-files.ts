/**
 * Sends the scripts, styles and pictures of the site, compressed when they were built.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { SiteBundle } from './site-bundle.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Adds `/assets/site/{file}`, kept by browsers for a year as its name changes with its content, and `/favicon.ico`. */
export function addSiteFiles(app: FastifyInstance, { files, folder, frame }: SiteBundle): void {
  app.get<{ Params: { file: string } }>('/assets/site/:file', async (request, reply) => {
    const { file } = request.params;
    const type = TYPES[file.split('.').at(-1) ?? ''];
    if (!files.has(file) || type === undefined) return reply.callNotFound();
    const packed =
      files.has(`${file}.br`) && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
    if (packed) reply.header('content-encoding', 'br');
    return reply
      .headers({
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
        vary: 'accept-encoding',
      })
      .type(type)
      .send(await readFile(join(folder, packed ? `${file}.br` : file)));
  });

  app.get('/favicon.ico', async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .send(await readFile(join(folder, frame.mark.split('/').at(-1) ?? ''))),
  );
}
