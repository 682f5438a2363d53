import { brotliCompressSync, constants } from 'node:zlib';
import { hashContent, isUnchanged } from '../../static-file.ts';
import { mapYears } from '../map/map-years.ts';
import { readMapLayout } from '../map/read-map-layout.ts';
import { readMapYear } from '../map/read-map-year.ts';
import type { AddRoutes } from './site-route.ts';

/** Quality 5 of Brotli: as small as gzip's best in a fraction of its time. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** `/map/{year}.json`: the figures of a year for the map, fetched when a visitor moves to it. */
export const addMapRoutes: AddRoutes = (app, { ask, yearEnding }) => {
  const layout = readMapLayout();
  app.get<{ Params: { file: string } }>('/map/:file', async (request, reply) => {
    const year = Number(/^(\d{4})\.json$/.exec(request.params.file)?.[1]);
    if (!mapYears(yearEnding).includes(year)) return reply.callNotFound();
    const body = JSON.stringify(await readMapYear(ask, layout, year));
    const etag = `"${hashContent(body)}"`;
    reply
      .header('etag', etag)
      .header('cache-control', 'public, no-cache')
      .header('vary', 'accept-encoding')
      .header('x-content-type-options', 'nosniff');
    if (isUnchanged(request, etag)) return reply.code(304).send();
    reply.type('application/json; charset=utf-8');
    if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(body);
    return reply.header('content-encoding', 'br').send(brotliCompressSync(body, QUALITY));
  });
};
