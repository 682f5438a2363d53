import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { StudioError } from '../reports/studio/studio-error.ts';
import {
  type EditedComment,
  type EditedYear,
  type StudioWording,
  WordingRefusal,
} from '../reports/studio/studio-wording.ts';
import type { Identity } from '../resolvers/access/sign-in.ts';
import type { OperationContext } from '../resolvers/operation-context.ts';
import { type DraftLetterOptions, makeDraftLetter } from './draft-letter.ts';
import { reportScopes } from './scopes.ts';

/** What the studio's editions need of the server. */
export interface StudioEditionsOptions extends DraftLetterOptions {
  readonly identify: (request: FastifyRequest) => Promise<Identity>;
}

const change = z.object({ number: z.number(), at: z.string(), by: z.string() });
const council = z.object({ code: z.string(), slug: z.string(), name: z.string() });
const editionFields =
  'letterDate publicationDate senderName senderAddress contactEmail joint opening figuresNote closing signatoryName signatoryOffices sample notice';

/** Editions and comments for the studio: read and saved through the graph, as by everybody else. */
export function createStudioEditions(options: StudioEditionsOptions): StudioWording {
  const { redress, identify } = options;
  const asReader = () => redress.createContext(reportScopes);
  const asCaller = async (request: FastifyRequest) => {
    const { id, scopes } = await identify(request);
    return redress.createContext(scopes, id);
  };
  const ask = async <Schema extends z.ZodType>(
    contextValue: OperationContext,
    document: string,
    variables: Record<string, unknown>,
    schema: Schema,
  ): Promise<z.output<Schema>> => {
    const { data, errors } = await redress.gateway.execute({ document, variables, contextValue });
    const [first] = errors ?? [];
    if (first !== undefined) throw refusalOf(first);
    return schema.parse(JSON.parse(JSON.stringify(data)));
  };

  const findCouncil = async (named: string | undefined) => {
    if (named === undefined) {
      const found = await ask(
        asReader(),
        '{ councils(first: 1) { nodes { code slug name } } }',
        {},
        z.object({ councils: z.object({ nodes: z.array(council) }) }),
      );
      return found.councils.nodes[0] ?? null;
    }
    const isCode = /^[A-Z]\d{8}$/i.test(named);
    const found = await ask(
      asReader(),
      'query StudioCouncil($code: ID, $slug: String) { council(code: $code, slug: $slug) { code slug name } }',
      isCode ? { code: named.toUpperCase() } : { slug: named.toLowerCase() },
      z.object({ council: council.nullable() }),
    );
    return found.council;
  };
  const requireCouncil = async (named: string | undefined) => {
    const found = await findCouncil(named);
    if (found !== null) return found;
    throw new StudioError(
      'STUDIO_REQUEST_INVALID',
      `"council": expected the slug or code of a council that is here, but got "${named ?? ''}".`,
    );
  };

  const readYear = async (yearEnding: number): Promise<EditedYear> => {
    const { edition, councilComments } = await ask(
      asReader(),
      `query StudioEdition($yearEnding: Int!) {
        edition(yearEnding: $yearEnding) { ${editionFields} version changes { number at by } }
        councilComments(yearEnding: $yearEnding) { council { code slug name } } }`,
      { yearEnding },
      z.object({
        edition: z.looseObject({ version: z.number(), changes: z.array(change) }).nullable(),
        councilComments: z.array(z.object({ council })),
      }),
    );
    const { version = 0, changes = [], ...words } = edition ?? {};
    const comments = councilComments.map((one) => one.council);
    return { yearEnding, edition: edition && words, version, changes, comments };
  };

  const readComment = async (yearEnding: number, named: string): Promise<EditedComment> => {
    const about = await requireCouncil(named);
    const { councilComment } = await ask(
      asReader(),
      `query StudioComment($council: ID!, $yearEnding: Int!) {
        councilComment(council: $council, yearEnding: $yearEnding) { text version changes { number at by } } }`,
      { council: about.code, yearEnding },
      z.object({
        councilComment: z.object({
          text: z.string().nullable(),
          version: z.number(),
          changes: z.array(change),
        }),
      }),
    );
    return { yearEnding, council: about, ...councilComment, text: councilComment.text ?? '' };
  };

  return {
    list: async () => {
      const { editions } = await ask(
        asReader(),
        '{ editions { yearEnding letterDate publicationDate version } }',
        {},
        z.object({
          editions: z.array(
            z.object({
              yearEnding: z.number(),
              letterDate: z.string(),
              publicationDate: z.string(),
              version: z.number(),
            }),
          ),
        }),
      );
      return Promise.all(
        editions.map(async (edition) => {
          const { councilComments } = await ask(
            asReader(),
            'query StudioComments($yearEnding: Int!) { councilComments(yearEnding: $yearEnding) { yearEnding } }',
            { yearEnding: edition.yearEnding },
            z.object({ councilComments: z.array(z.unknown()) }),
          );
          return { ...edition, comments: councilComments.length };
        }),
      );
    },
    mayEdit: async (request) => (await asCaller(request)).may('letters:publish'),
    readYear,
    readComment,
    saveEdition: async (request, { yearEnding, edition, basedOn }) => {
      await ask(
        await asCaller(request),
        `mutation StudioSaveEdition($yearEnding: Int!, $edition: EditionInput!, $basedOn: Int) {
          saveEdition(yearEnding: $yearEnding, edition: $edition, basedOn: $basedOn) { yearEnding } }`,
        { yearEnding, edition, basedOn },
        z.object({ saveEdition: z.unknown() }),
      );
      return readYear(yearEnding);
    },
    saveComment: async (request, { yearEnding, council: named, text, basedOn }) => {
      const { code } = await requireCouncil(named);
      await ask(
        await asCaller(request),
        `mutation StudioSaveComment($council: ID!, $yearEnding: Int!, $text: String, $basedOn: Int) {
          saveCouncilComment(council: $council, yearEnding: $yearEnding, text: $text, basedOn: $basedOn) { yearEnding } }`,
        { council: code, yearEnding, text, basedOn },
        z.object({ saveCouncilComment: z.unknown() }),
      );
      return readComment(yearEnding, code);
    },
    preview: async (draft) => makeDraftLetter(options, draft, await requireCouncil(draft.council)),
  };
}

const refusalStatus: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 422,
  WORDING_CHANGED: 409,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
};

function refusalOf(error: GraphQLError): WordingRefusal | GraphQLError {
  const code = String(error.extensions.code);
  const statusCode = refusalStatus[code];
  if (statusCode === undefined) return error;
  const problems = z
    .array(z.object({ field: z.string(), line: z.number().nullable(), message: z.string() }))
    .safeParse(error.extensions.problems);
  return new WordingRefusal(code, statusCode, error.message, problems.data ?? []);
}
