/**
 * Serves the explorer's bundle, which `npm run build` makes.
 */
import type { FastifyRequest } from 'fastify';
import { prefersHtml } from './accept.ts';
import { type Bundle, openBundle } from './bundle.ts';

const NOT_BUILT = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Explorer – Redress</title>
<h1>The explorer has not been built</h1><p>Expected its files in <code>dist/web/explorer</code>. Run <code>npm run build</code> and reload this page. The graph itself answers POST requests at this address.</p>`;

/** The explorer, to be mounted by the composition root. */
export interface Explorer extends Bundle {
  /** True for a browser that opens `/graphql` rather than asks it something. */
  wants(request: FastifyRequest): boolean;
}

/**
 * The explorer in `folder`, `dist/web/explorer` of this package unless told.
 *
 * Files are listed when it is created: after a new build the server is started again.
 */
export function createExplorer(options: { readonly folder?: string } = {}): Explorer {
  return {
    ...openBundle({ name: 'explorer', notBuilt: NOT_BUILT, folder: options.folder }),
    wants(request) {
      const asked = new URL(request.url, 'http://host').searchParams.has('query');
      return request.method === 'GET' && !asked && prefersHtml(request);
    },
  };
}
