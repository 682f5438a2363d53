import { z } from 'zod';
import type { DataOf } from '../../../reports/graphql.ts';
import { type ComparedCouncil, compareQuery, suggestionQuery } from '../compare/compare.query.ts';
import { MOST_COMPARED, type SuggestedPeer, writeCompare } from '../compare/compare-view.ts';
import { describeProblems, expectedYear } from '../describe-problem.ts';
import { describeQuestion } from '../explorer-link.ts';
import type { AskGraph } from '../graph.ts';
import { viewBadAddress } from '../message/message-view.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes } from './site-route.ts';

const SUGGESTIONS = 6;

const parameters = z.object({
  c: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((given) => [...new Set([given].flat())])
    .pipe(z.array(z.string().regex(/^[a-z0-9-]{1,80}$/)).max(MOST_COMPARED)),
  year: z
    .string()
    .regex(/^(19|20)\d\d$/)
    .transform(Number)
    .optional(),
  add: z.string().trim().max(100).default(''),
});

const expected = {
  c: `the address of a council, at most ${MOST_COMPARED} times, as in /compare?c=kent`,
  year: expectedYear,
  add: 'part of a council’s name, of at most 100 characters',
};

type Suggestions = DataOf<typeof suggestionQuery>['councils']['nodes'];

/** Councils that are there to be suggested; none when the graph does not answer, as the page can do without. */
async function findPeers(ask: AskGraph, filter: object): Promise<Suggestions> {
  const query = { query: suggestionQuery, parts: {} };
  const answer = await readInParts(ask, query, { filter }).catch(() => null);
  return answer?.data.councils.nodes.filter(({ endDate }) => endDate === null) ?? [];
}

/** Those of the type and region of the first council, the nearest in population first. */
async function findSimilar(
  ask: AskGraph,
  councils: readonly ComparedCouncil[],
): Promise<readonly SuggestedPeer[]> {
  const [first] = councils;
  if (first === undefined || councils.length >= MOST_COMPARED) return [];
  const inRegion = await findPeers(ask, { types: [first.type], regions: [first.region] });
  const others = (found: Suggestions) =>
    found.filter(({ slug }) => councils.every((one) => one.slug !== slug));
  const found = others(inRegion);
  const peers = found.length >= 2 ? found : others(await findPeers(ask, { types: [first.type] }));
  const distance = (population: number | null) =>
    Math.abs((population ?? 0) - (first.population ?? 0));
  return peers
    .toSorted((one, other) => distance(one.population) - distance(other.population))
    .slice(0, SUGGESTIONS);
}

/** `/compare?c=…&c=…`: the councils in the order of the address. */
export const addCompareRoutes: AddRoutes = (app, { ask, send, yearEnding: lastYear }) => {
  app.get('/compare', async (request, reply) => {
    const parsed = parameters.safeParse(request.query);
    if (!parsed.success) {
      const problems = describeProblems(parsed.error, expected, request.query);
      return send(request, reply, 400, viewBadAddress(problems, '/compare'));
    }
    const { c: slugs, year, add } = parsed.data;
    const yearEnding = year ?? lastYear;
    const found = add === '' ? [] : await findPeers(ask, { search: add });
    const exact = found.filter(({ name }) => name.toLowerCase() === add.toLowerCase());
    const [meant] = exact.length === 1 ? exact : found.length === 1 ? found : [];
    if (meant !== undefined && slugs.length < MOST_COMPARED) {
      return reply.redirect(writeCompare([...new Set([...slugs, meant.slug])], yearEnding), 302);
    }
    const [one = '-', two = '-', three = '-', four = '-', five = '-'] = slugs;
    const variables = { yearEnding, one, two, three, four, five };
    const answer =
      slugs.length === 0
        ? { data: null, missing: [] }
        : await readInParts(ask, compareQuery, variables);
    const data = answer?.data ?? null;
    const places = data === null ? [] : [data.one, data.two, data.three, data.four, data.five];
    const councils = places.filter((council) => council !== null);
    return send(request, reply, 200, {
      page: 'compare',
      title:
        councils.length === 0
          ? 'Compare councils'
          : `${councils.map(({ shortName }) => shortName).join(', ')} – Compare councils`,
      description: 'Up to five councils side by side: uphold, compliance and remedy rates.',
      ...(councils.length === 0 ? { path: '/compare' } : {}),
      current: 'compare',
      props: {
        councils,
        missing: answer?.missing ?? [],
        yearEnding,
        years: [4, 3, 2, 1, 0].map((before) => lastYear - before),
        similar: await findSimilar(ask, councils),
        adding: add === '' ? null : { text: add, found: found.slice(0, 20) },
        unknown: slugs.filter((slug) => councils.every((council) => council.slug !== slug)),
        question: describeQuestion(compareQuery.query, variables, Object.keys(compareQuery.parts)),
      },
    });
  });
};
