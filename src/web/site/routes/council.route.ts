import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashContent, isUnchanged } from '../../static-file.ts';
import type { CouncilDetail } from '../council/council.query.ts';
import { councilQuery } from '../council/council.query.ts';
import { councilCsvColumns, listCouncilRows } from '../council/council-csv.ts';
import { filterOf, parseDecisionSearch } from '../decisions/decision-search.ts';
import { describeProblems, expectedYear } from '../describe-problem.ts';
import { describeQuestion } from '../explorer-link.ts';
import { GraphUnavailableError } from '../graph.ts';
import { viewBadAddress, viewCouncilNotFound } from '../message/message-view.ts';
import { findNearMatches } from '../message/near-matches.ts';
import { readInParts } from '../read-in-parts.ts';
import type { AddRoutes, SiteTools } from './site-route.ts';

/** Councils have lower-case addresses of letters, digits and dashes; nothing else is worth asking for. */
const SLUG = /^[a-z0-9-]{1,80}$/;

const yearSchema = z.object({
  year: z
    .string()
    .regex(/^(19|20)\d\d$/)
    .transform(Number)
    .optional(),
});

/** A file is sent whole or not at all, with the browser told under which name to keep it. */
async function sendCsv(
  request: FastifyRequest,
  reply: FastifyReply,
  writeCsv: SiteTools['writeCsv'],
  name: string,
  rows: ReturnType<typeof listCouncilRows>,
): Promise<FastifyReply> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCsv(councilCsvColumns, inOnePortion(rows), name)) {
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces);
  const etag = `"${hashContent(body)}"`;
  reply
    .header('etag', etag)
    .header('cache-control', 'public, no-cache')
    .header('x-content-type-options', 'nosniff');
  if (isUnchanged(request, etag)) return reply.code(304).send();
  return reply
    .type('text/csv; charset=utf-8; header=present')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(body);
}

async function* inOnePortion<T>(rows: T): AsyncGenerator<T> {
  yield rows;
}

/** The years of which anything is known, the latest first. */
function listYears(council: CouncilDetail): readonly number[] {
  return (council.performanceHistory ?? [])
    .filter(({ source }) => source !== 'NONE')
    .map(({ yearEnding }) => yearEnding)
    .sort((one, other) => other - one);
}

/** `/councils/{slug}`: a council, in the year of `?year=` or the last one; `.csv` behind it gives the figures. */
export const addCouncilRoutes: AddRoutes = (app, tools) => {
  const { ask, send, writeCsv, yearEnding: lastYear } = tools;
  app.get<{ Params: { file: string } }>('/councils/:file', async (request, reply) => {
    const { file } = request.params;
    const isCsv = file.endsWith('.csv');
    const slug = isCsv ? file.slice(0, -4) : file;
    const asked = yearSchema.safeParse(request.query);
    const { search, problems } = parseDecisionSearch(request.query);
    if (!asked.success || problems.length > 0) {
      const texts = problems.map(({ message }) => message);
      const years = asked.success
        ? []
        : describeProblems(asked.error, { year: expectedYear }, request.query);
      const page = viewBadAddress([...years, ...texts], `/councils/${encodeURIComponent(slug)}`);
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
    if (isCsv) {
      if (answer.missing.includes('figures') || answer.missing.includes('history')) {
        throw new GraphUnavailableError(councilQuery.query.operationName, []);
      }
      const rows = listCouncilRows(council, yearEnding);
      return sendCsv(request, reply, writeCsv, `${slug}-${yearEnding}`, rows);
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
        breakYears: answer.data.breakYears ?? [],
        search,
        question: describeQuestion(councilQuery.query, variables, Object.keys(councilQuery.parts)),
      },
    });
  });
};
