/**
 * Sends the scripts, styles and pictures of the site, compressed when they were built.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { chooseCoding } from '../compression.ts';
import { isUnchanged } from '../static-file.ts';
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
    const etag = `"${file}"`; // its name changes with its content
    reply.headers({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      etag,
    });
    if (isUnchanged(request, etag)) return reply.code(304).send();
    const coding = chooseCoding(request);
    const packed = `${file}.${coding === 'gzip' ? 'gz' : coding}`;
    if (coding === null || !files.has(packed)) {
      return reply.type(type).send(await readFile(join(folder, file)));
    }
    reply.header('content-encoding', coding);
    return reply.type(type).send(await readFile(join(folder, packed)));
  });

  app.get('/favicon.ico', async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .header('x-content-type-options', 'nosniff')
      .send(await readFile(join(folder, frame.mark.split('/').at(-1) ?? ''))),
  );
}
