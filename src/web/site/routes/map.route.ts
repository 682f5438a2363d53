import { sendCompressed } from '../../compression.ts';
import { setSecurityHeaders } from '../../security-headers.ts';
import { hashContent, isUnchanged } from '../../static-file.ts';
import { mapYears } from '../map/map-years.ts';
import { readMapLayout } from '../map/read-map-layout.ts';
import { readMapYear } from '../map/read-map-year.ts';
import type { AddRoutes } from './site-route.ts';

/** `/map/{year}.json`: the figures of a year for the map, fetched when a visitor moves to it. */
export const addMapRoutes: AddRoutes = (app, { ask, yearEnding }) => {
  const layout = readMapLayout();
  app.get<{ Params: { file: string } }>('/map/:file', async (request, reply) => {
    const year = Number(/^(\d{4})\.json$/.exec(request.params.file)?.[1]);
    if (!mapYears(yearEnding).includes(year)) return reply.callNotFound();
    const body = JSON.stringify(await readMapYear(ask, layout, year));
    const etag = `"${hashContent(body)}"`;
    setSecurityHeaders(reply, 'site')
      .header('etag', etag)
      .header('cache-control', 'public, no-cache');
    if (isUnchanged(request, etag)) return reply.code(304).send();
    return sendCompressed(request, reply.type('application/json; charset=utf-8'), body);
  });
};
