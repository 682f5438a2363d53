import { z } from 'zod';
import type { AddRoutes } from './site-route.ts';

const oldSearch = z.object({ q: z.string() });

/** `/`. The search for councils was here once: addresses of it lead on to where it is now. */
export const addHomeRoutes: AddRoutes = (app, { send, yearEnding }) => {
  app.get('/', async (request, reply) => {
    if (oldSearch.safeParse(request.query).success) {
      return reply.redirect(`/councils${new URL(request.url, 'http://host').search}`, 301);
    }
    return send(request, reply, 200, {
      page: 'home',
      title: 'How is my council doing?',
      description:
        'Complaints about councils in England: what the ombudsman found, what was put right, and how councils compare.',
      path: '/',
      current: 'home',
      props: { yearEnding },
    });
  });
};
