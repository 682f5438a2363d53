/**
 * A page that `npm run build` makes with its scripts and styles, and what sends them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { builtFolder } from './built-folder.ts';
import { chooseCoding } from './compression.ts';
import { setSecurityHeaders } from './security-headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  ttf: 'font/ttf',
};

/** A built page. */
export interface Bundle {
  /** Routes of the bundle's files, under `/assets/{name}/`. */
  readonly plugin: FastifyPluginAsync;
  /** The page: 200, or 503 that says how to build it. */
  send(reply: FastifyReply): FastifyReply;
}

/** Which page, and what is said where it has not been built. */
export interface BundleOptions {
  readonly name: 'explorer' | 'studio';
  /** Default: `dist/web/{name}` of this package. */
  readonly folder?: string | undefined;
  /** A page in HTML. */
  readonly notBuilt: string;
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

/** Opens a bundle. Files are listed here: after a new build the server is started again. */
export function openBundle(options: BundleOptions): Bundle {
  const { name, notBuilt } = options;
  const usual = fileURLToPath(new URL(name, builtFolder));
  const folder = options.folder ?? usual;
  const files = listFiles(folder);
  const page = readPage(folder);

  return {
    plugin: async (app) => {
      app.get<{ Params: { file: string } }>(`/assets/${name}/:file`, async (request, reply) => {
        const { file } = request.params;
        const type = TYPES[file.split('.').at(-1) ?? ''];
        if (!files.has(file) || type === undefined) return reply.callNotFound();
        const coding = chooseCoding(request);
        const packed = `${file}.${coding === 'gzip' ? 'gz' : coding}`;
        const isPacked = coding !== null && files.has(packed);
        if (isPacked) reply.header('content-encoding', coding);
        return reply
          .headers({
            'cache-control': 'public, max-age=31536000, immutable',
            'x-content-type-options': 'nosniff',
            vary: 'accept-encoding',
          })
          .type(type)
          .send(await readFile(join(folder, isPacked ? packed : file)));
      });
    },
    send(reply) {
      setSecurityHeaders(reply, name).type('text/html; charset=utf-8');
      if (page === null) return reply.code(503).send(notBuilt);
      return reply.header('cache-control', 'no-cache').send(page);
    },
  };
}
