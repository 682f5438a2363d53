import { hashContent, isUnchanged } from '../../static-file.ts';
import { councilListQuery } from '../councils/council-list.query.ts';
import { type CouncilListView, PAGE_SIZE } from '../councils/council-list-view.ts';
import { isNarrowed, parseCouncilSearch } from '../councils/council-search.ts';
import { readCouncilNames } from '../message/near-matches.ts';
import type { PageContent } from '../page-content.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes } from './site-route.ts';

function viewCouncilList(props: CouncilListView): PageContent {
  const { search, problems } = props;
  return {
    page: 'councils',
    title: search.q === '' ? 'Councils' : `“${search.q}” – Councils`,
    description: 'Councils in England with their uphold rates and annual review letters.',
    ...(problems.length === 0 && !isNarrowed(search) && search.after === ''
      ? { path: '/councils' }
      : {}),
    current: 'councils',
    props,
  };
}

/** `/councils`: the list, with a search by name, type and region. `/councils/names.json` has all names for suggestions. */
export const addCouncilListRoutes: AddRoutes = (app, { ask, send, yearEnding }) => {
  app.get('/councils/names.json', async (request, reply) => {
    const names = (await readCouncilNames(ask)).map(({ name }) => name);
    const body = JSON.stringify(names);
    const etag = `"${hashContent(body)}"`;
    reply
      .header('etag', etag)
      .header('cache-control', 'public, max-age=300')
      .header('x-content-type-options', 'nosniff');
    if (names.length === 0) return reply.code(503).header('cache-control', 'no-store').send();
    if (isUnchanged(request, etag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(body);
  });

  app.get('/councils', async (request, reply) => {
    const { search, problems } = parseCouncilSearch(request.query);
    const view = { search, problems, list: null, missing: [], yearEnding };
    if (problems.length > 0) return send(request, reply, 400, viewCouncilList(view));
    const answer = await readInParts(ask, councilListQuery, {
      filter: {
        ...(search.q !== '' && { search: search.q }),
        ...(search.type !== '' && { types: [search.type] }),
        ...(search.region !== '' && { regions: [search.region] }),
      },
      first: PAGE_SIZE,
      after: search.after === '' ? null : search.after,
      yearEnding,
    });
    if (answer === null) {
      const message =
        'This address points at a page that does not exist. Search again from the start.';
      const problem = { field: 'after', message } as const;
      return send(request, reply, 400, viewCouncilList({ ...view, problems: [problem] }));
    }
    const { data, missing } = answer;
    const only = data.councils.totalCount === 1 ? data.councils.nodes[0] : undefined;
    // Whoever wrote a whole name means that council.
    if (only !== undefined && only.name.toLowerCase() === search.q.toLowerCase()) {
      return reply.redirect(`/councils/${only.slug}`, 302);
    }
    return send(request, reply, 200, viewCouncilList({ ...view, list: data.councils, missing }));
  });
};
