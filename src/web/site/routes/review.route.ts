import { describeQuestion } from '../explorer-link.ts';
import { GraphUnavailableError } from '../graph.ts';
import { viewYearNotFound } from '../message/message-view.ts';
import { readInParts } from '../read-in-parts.ts';
import { LEAST_INVESTIGATIONS, reviewQuery } from '../review/review.query.ts';
import type { AddRoutes } from './site-route.ts';

/** `/review/{year}`, and `/review` for the last year. */
export const addReviewRoutes: AddRoutes = (app, { ask, send, yearEnding: lastYear }) => {
  const years = [4, 3, 2, 1, 0].map((before) => lastYear - before);

  app.get('/review', async (_request, reply) => reply.redirect(`/review/${lastYear}`, 302));

  app.get<{ Params: { year: string } }>('/review/:year', async (request, reply) => {
    const given = request.params.year.slice(0, 20);
    const yearEnding = Number(given);
    const notFound = () => send(request, reply, 404, viewYearNotFound(given, years.toReversed()));
    if (!/^(19[89]|20\d)\d$/.test(given)) return notFound();
    const variables = { yearEnding, before: yearEnding - 1, least: LEAST_INVESTIGATIONS };
    const answer = await readInParts(ask, reviewQuery, variables);
    if (answer?.missing.includes('figures')) {
      throw new GraphUnavailableError(reviewQuery.query.operationName, []);
    }
    const { year, before = null, breakYears = [] } = answer?.data ?? {};
    if (answer === null || year == null || year.decided === 0) return notFound();
    return send(request, reply, 200, {
      page: 'review',
      title: `Review of the year ${yearEnding - 1} to ${yearEnding}`,
      description: 'National figures of complaints about councils, what changed, and where.',
      path: `/review/${yearEnding}`,
      current: 'review',
      props: {
        year,
        before: before === null || before.decided === 0 ? null : before,
        movers: year.largestMovers ?? null,
        missing: answer.missing,
        years,
        breakNotes: breakYears
          .filter((one) => one.yearEnding === yearEnding || one.yearEnding === yearEnding - 1)
          .map(({ yearEnding: one, note }) => `${one - 1} to ${one}: ${note}`),
        question: describeQuestion(reviewQuery.query, variables, Object.keys(reviewQuery.parts)),
      },
    });
  });
};
