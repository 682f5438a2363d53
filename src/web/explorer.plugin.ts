/**
 * Serves the explorer's bundle, which `npm run build` makes.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from './accept.ts';
import { setSecurityHeaders } from './security-headers.ts';

// The same folder whether this file runs from src/web or from dist/web.
const BUNDLE = fileURLToPath(new URL('../../dist/web/explorer', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  ttf: 'font/ttf',
};

const NOT_BUILT = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Explorer – Redress</title>
<h1>The explorer has not been built</h1><p>Expected its files in <code>dist/web/explorer</code>. Run <code>npm run build</code> and reload this page. The graph itself answers POST requests at this address.</p>`;

/** The explorer, to be mounted by the composition root. */
export interface Explorer {
  /** Routes of the bundle's files, under `/assets/explorer/`. */
  readonly plugin: FastifyPluginAsync;
  /** True for a browser that opens `/graphql` rather than asks it something. */
  wants(request: FastifyRequest): boolean;
  /** The page: 200, or 503 that says how to build it. */
  send(reply: FastifyReply): FastifyReply;
}

/** Names of the files that may be sent. Only these are looked up, so no path can leave the folder. */
function listFiles(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder).filter((name) => name !== 'index.html'));
  } catch {
    return new Set();
  }
}

function readPage(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return null;
  }
}

/**
 * The explorer in `folder`, `dist/web/explorer` of this package unless told.
 *
 * Files are listed when it is created: after a new build the server is started again.
 */
export function createExplorer(options: { readonly folder?: string } = {}): Explorer {
  const folder = options.folder ?? BUNDLE;
  const files = listFiles(folder);
  const page = readPage(folder);

  return {
    plugin: async (app) => {
      app.get<{ Params: { file: string } }>('/assets/explorer/:file', async (request, reply) => {
        const { file } = request.params;
        const type = TYPES[file.split('.').at(-1) ?? ''];
        if (!files.has(file) || type === undefined) return reply.callNotFound();
        const packed =
          files.has(`${file}.br`) &&
          /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
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
    },
    wants(request) {
      const asked = new URL(request.url, 'http://host').searchParams.has('query');
      return request.method === 'GET' && !asked && prefersHtml(request);
    },
    send(reply) {
      setSecurityHeaders(reply, 'explorer').type('text/html; charset=utf-8');
      if (page === null) return reply.code(503).send(NOT_BUILT);
      return reply.header('cache-control', 'no-cache').send(page);
    },
  };
}
