import { z } from 'zod';
import { describeProblem, describeProblems, expectedYear } from '../describe-problem.ts';
import { describeQuestion } from '../explorer-link.ts';
import { letterArchiveQuery, namedCouncilsQuery } from '../letters/letter-archive.query.ts';
import { viewBadAddress } from '../message/message-view.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes } from './site-route.ts';

const cursor = z.string().regex(/^[\w+/=.-]{1,400}$/);

const parameters = z.object({
  q: z.string().trim().max(100).default(''),
  year: z.union([z.literal(''), z.string().regex(/^(19|20)\d\d$/)]).default(''),
  after: z.union([z.literal(''), cursor]).default(''),
  trail: z
    .union([cursor, z.array(cursor)])
    .default([])
    .transform((given) => [given].flat())
    .pipe(z.array(cursor).max(50)),
});

const mark = 'the mark of a page, as the links “Next page” and “Previous page” carry it';
const expected = {
  q: 'part of a council’s name, of at most 100 characters',
  year: expectedYear,
  after: mark,
  trail: `at most 50 times ${mark}`,
};

/** `/letters`: the archive. The letters themselves are served beside it, under `/letters/{year}/`. */
export const addLetterRoutes: AddRoutes = (app, { ask, send, yearEnding }) => {
  app.get('/letters', async (request, reply) => {
    const parsed = parameters.safeParse(request.query);
    const refuse = (problems: readonly string[]) =>
      send(request, reply, 400, viewBadAddress(problems, '/letters'));
    if (!parsed.success) return refuse(describeProblems(parsed.error, expected, request.query));
    const search = parsed.data;
    const named =
      search.q === ''
        ? null
        : await readInParts(ask, { query: namedCouncilsQuery, parts: {} }, { search: search.q });
    const councils = named?.data.councils.nodes.map(({ code }) => code);
    const variables = {
      filter: {
        report: 'annual-letter',
        ...(search.year !== '' && { yearEnding: Number(search.year) }),
        ...(councils !== undefined && { councils }),
      },
      after: search.after === '' ? null : search.after,
    };
    const query = { query: letterArchiveQuery, parts: {} };
    const answer = await readInParts(ask, query, variables);
    if (answer === null) {
      // The graph has refused what looked right: a mark of another list, or else a year that there is not.
      const isMark = search.after !== '';
      return refuse([
        isMark
          ? describeProblem('after', mark, search.after)
          : describeProblem('year', expectedYear, search.year),
      ]);
    }
    const plain = search.q === '' && search.year === '' && search.after === '';
    return send(request, reply, 200, {
      page: 'letters',
      title: 'Annual review letters',
      description: 'Every annual review letter that the ombudsman has published.',
      ...(plain ? { path: '/letters' } : {}),
      current: 'letters',
      props: {
        search,
        letters: answer.data.letters,
        years: [3, 2, 1, 0, -1, -2, -3, -4].map((after) => yearEnding + after),
        question: describeQuestion(letterArchiveQuery, variables, []),
      },
    });
  });
};
