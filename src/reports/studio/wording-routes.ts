import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { StudioError } from './studio-error.ts';
import { readRequest } from './studio-request.ts';
import { type StudioWording, WordingRefusal } from './studio-wording.ts';

const year = z.coerce.number().int();
const council = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'expected the slug or code of a council');
/** Left out: over whatever is there. */
const basedOn = z.number().int().min(0).nullable().default(null);
const yearPath = z.object({ year });
const commentPath = z.object({ year, council });
const editionBody = z.strictObject({ edition: z.record(z.string(), z.unknown()), basedOn });
const commentBody = z.strictObject({ text: z.string().max(100_000), basedOn });
const draftBody = z.strictObject({
  yearEnding: z.number().int(),
  council: council.optional(),
  edition: z.record(z.string(), z.unknown()).optional(),
  comment: z.string().max(100_000).optional(),
});

/** Editions and comments, below `/studio/api`: lists, forms, drafts, saving. */
export function addWordingRoutes(app: FastifyInstance, given: StudioWording | undefined): void {
  const wording = (): StudioWording => {
    if (given !== undefined) return given;
    throw new StudioError(
      'STUDIO_NO_DATA',
      'Editions are edited where letters are made: in the studio of “redress start”, not in a preview.',
    );
  };

  app.get('/studio/api/editions', async (request) => {
    const [editions, mayEdit] = await Promise.all([wording().list(), wording().mayEdit(request)]);
    return { editions, mayEdit };
  });

  app.get('/studio/api/editions/:year', async (request) =>
    wording().readYear(readRequest(yearPath, request.params).year),
  );

  app.post('/studio/api/editions/:year', async (request, reply) => {
    const { year: yearEnding } = readRequest(yearPath, request.params);
    const saving = { yearEnding, ...readRequest(editionBody, request.body) };
    return wording().saveEdition(request, saving).catch(tellRefusal(reply));
  });

  app.get('/studio/api/comments/:year/:council', async (request) => {
    const asked = readRequest(commentPath, request.params);
    return wording().readComment(asked.year, asked.council);
  });

  app.post('/studio/api/comments/:year/:council', async (request, reply) => {
    const asked = readRequest(commentPath, request.params);
    const saving = { yearEnding: asked.year, council: asked.council };
    const body = readRequest(commentBody, request.body);
    return wording()
      .saveComment(request, { ...saving, ...body })
      .catch(tellRefusal(reply));
  });

  app.post('/studio/api/draft', async (request) =>
    wording().preview(readRequest(draftBody, request.body)),
  );
}

/** Answers a refusal with the fields that are wrong, so that a form can show each at its place. */
function tellRefusal(reply: { status(code: number): unknown }) {
  return (error: unknown) => {
    if (!(error instanceof WordingRefusal)) throw error;
    const { code, statusCode, message, problems } = error;
    reply.status(statusCode);
    return { errors: [{ message, extensions: { code, problems } }] };
  };
}
