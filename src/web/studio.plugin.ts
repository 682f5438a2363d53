/**
 * Serves the studio's page, which `npm run build` makes. The page holds nothing secret: what it shows comes from
 * `/studio/api`, which asks for a key where one is needed.
 */
import type { FastifyInstance } from 'fastify';
import { builtFolder } from './built-folder.ts';
import { openBundle } from './bundle.ts';
import { readStaticFile, sendStaticFile } from './static-file.ts';

const NOT_BUILT = `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Studio – Redress</title>
<h1>The studio has not been built</h1><p>Expected its files in <code>dist/web/studio</code>. Run <code>npm run build</code> and reload this page.</p>`;

/** What the studio's page is served with. */
export interface StudioPageOptions {
  /** Where the site does not, as in `redress report preview`: `/` leads to the studio. Default false. */
  readonly alone?: boolean | undefined;
}

/** `/studio` and the pages below it, which are one file: the page itself reads its address. */
export async function studioPage(
  app: FastifyInstance,
  { alone = false }: StudioPageOptions,
): Promise<void> {
  const bundle = openBundle({ name: 'studio', notBuilt: NOT_BUILT });
  await app.register(bundle.plugin);
  app.get('/studio', (_request, reply) => bundle.send(reply));
  app.get('/studio/:page', (_request, reply) => bundle.send(reply));
  const mark = readStaticFile(new URL('site/mark.svg', builtFolder), 'image/svg+xml');
  app.get('/assets/mark.svg', (request, reply) => sendStaticFile(request, reply, mark));
  if (alone) app.get('/', (_request, reply) => reply.redirect('/studio'));
}
