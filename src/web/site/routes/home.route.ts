import { z } from 'zod';
import { GraphUnavailableError } from '../graph.ts';
import { startState } from '../map/map-state.ts';
import type { MapView } from '../map/map-view.ts';
import { mapYears } from '../map/map-years.ts';
import { parseMapState } from '../map/parse-map-state.ts';
import { readMapLayout } from '../map/read-map-layout.ts';
import { readMapYear } from '../map/read-map-year.ts';
import type { AddRoutes } from './site-route.ts';

const oldSearch = z.object({ q: z.string() });

/** `/`. The search for councils was here once: addresses of it lead on to where it is now. */
export const addHomeRoutes: AddRoutes = (app, { ask, send, hasSample, yearEnding }) => {
  const layout = readMapLayout();
  const years = mapYears(yearEnding);
  app.get('/', async (request, reply) => {
    if (oldSearch.safeParse(request.query).success) {
      return reply.redirect(`/councils${new URL(request.url, 'http://host').search}`, 301);
    }
    const { state, problems } = parseMapState(request.query, years);
    const year = await readMapYear(ask, layout, state.year).catch((error: unknown) => {
      if (!(error instanceof GraphUnavailableError)) throw error;
      request.log.warn({ err: error, problems: error.problems }, error.message);
      return null;
    });
    const sample = hasSample() || (year?.councils ?? []).some(({ figures }) => figures?.sample);
    const map: MapView | null = year && { state, start: startState(yearEnding), years, year };
    return send(request, reply, problems.length > 0 ? 400 : 200, {
      page: 'home',
      title: 'How is my council doing?',
      description:
        'Complaints about councils in England: what the ombudsman found, what was put right, and how councils compare.',
      path: '/',
      current: 'home',
      scripts: ['map'],
      props: { yearEnding, sample, map, problems },
    });
  });
};
