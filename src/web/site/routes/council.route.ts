import { z } from 'zod';
import type { CouncilDetail } from '../council/council.query.ts';
import { councilQuery } from '../council/council.query.ts';
import { filterOf, parseDecisionSearch } from '../decisions/decision-search.ts';
import { describeQuestion } from '../explorer-link.ts';
import { viewBadAddress, viewCouncilNotFound } from '../message/message-view.ts';
import { findNearMatches } from '../message/near-matches.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes } from './site-route.ts';

/** Councils have lower-case addresses of letters, digits and dashes; nothing else is worth asking for. */
const SLUG = /^[a-z0-9-]{1,80}$/;

const yearSchema = z.object({
  year: z
    .string()
    .regex(/^(19|20)\d\d$/)
    .transform(Number)
    .optional(),
});

/** The years of which anything is known, the latest first. */
function listYears(council: CouncilDetail): readonly number[] {
  return (council.performanceHistory ?? [])
    .filter(({ source }) => source !== 'NONE')
    .map(({ yearEnding }) => yearEnding)
    .sort((one, other) => other - one);
}

/** `/councils/{slug}`: a council, in the year of `?year=` or the last one. */
export const addCouncilRoutes: AddRoutes = (app, { ask, send, yearEnding: lastYear }) => {
  app.get<{ Params: { slug: string } }>('/councils/:slug', async (request, reply) => {
    const { slug } = request.params;
    const asked = yearSchema.safeParse(request.query);
    const { search, problems } = parseDecisionSearch(request.query);
    if (!asked.success || problems.length > 0) {
      const texts = problems.map(({ message }) => message);
      const year = '“year” must be the year in which the 31 March falls, such as 2020.';
      const page = viewBadAddress(
        asked.success ? texts : [year, ...texts],
        `/councils/${encodeURIComponent(slug)}`,
      );
      return send(request, reply, 400, page);
    }
    const yearEnding = asked.data.year ?? lastYear;
    const variables = {
      slug,
      yearEnding,
      decisionFilter: filterOf({ ...search, council: '' }),
      after: search.after === '' ? null : search.after,
    };
    const answer = SLUG.test(slug) ? await readInParts(ask, councilQuery, variables) : null;
    const council = answer?.data.council ?? null;
    if (answer === null || council === null) {
      const near = await findNearMatches(ask, slug.slice(0, 80));
      return send(request, reply, 404, viewCouncilNotFound(slug, near));
    }
    return send(request, reply, 200, {
      page: 'council',
      title: council.name,
      description: `Complaints about ${council.name}: uphold, compliance and satisfactory remedy rates by year, and its annual review letters.`,
      path: `/councils/${council.slug}`,
      current: 'councils',
      props: {
        council,
        missing: answer.missing,
        yearEnding,
        years: listYears(council),
        search,
        question: describeQuestion(councilQuery.query, variables, Object.keys(councilQuery.parts)),
      },
    });
  });
};
