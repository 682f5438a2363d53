import type { FastifyRequest } from 'fastify';
import type { GraphQLError } from 'graphql';
import { z } from 'zod';
import { readMarkdown } from '../reports/markdown/read-markdown.ts';
import { ReportError } from '../reports/report-error.ts';
import { StudioError } from '../reports/studio/studio-error.ts';
import {
  type DraftLetter,
  type EditedComment,
  type EditedYear,
  type StudioWording,
  type WordingDraft,
  type WordingProblem,
  WordingRefusal,
} from '../reports/studio/studio-wording.ts';
import type { Identity } from '../resolvers/access/sign-in.ts';
import type { OperationContext, Scope } from '../resolvers/operation-context.ts';
import { editionByYear } from '../resolvers/reports/edition.loader.ts';
import {
  checkEdition,
  checkMarkdown,
  draftEdition,
  tidy,
} from '../resolvers/reports/edition-draft.ts';
import { commentByCouncil } from '../resolvers/reports/letter.loader.ts';
import type { Redress } from './assemble-redress.ts';

/** What the studio's editions need of the server. */
export interface StudioEditionsOptions {
  readonly redress: Pick<Redress, 'gateway' | 'engine' | 'createContext'>;
  readonly identify: (request: FastifyRequest) => Promise<Identity>;
  /** Whether drafts can be shown: where the reports subgraph runs in this process. */
  readonly canPreview: boolean;
}

/** The report whose letters editions and comments stand in. */
const letterReport = 'annual-letter';

const checkText = (text: string) => readMarkdown(text).problems;

/** What reports may read, and so a draft's letter. */
const readingScopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

const change = z.object({ number: z.number(), at: z.string(), by: z.string() });
const council = z.object({ code: z.string(), slug: z.string(), name: z.string() });
const editionFields =
  'letterDate publicationDate senderName senderAddress contactEmail joint opening figuresNote closing signatoryName signatoryOffices sample notice';

/** Editions and comments for the studio: read and saved through the graph, as by everybody else. */
export function createStudioEditions(options: StudioEditionsOptions): StudioWording {
  const { redress, identify } = options;
  const asReader = () => redress.createContext(readingScopes);
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
    preview: async (draft) => preview(options, draft, await requireCouncil(draft.council)),
  };
}

const draftSchema = z.object({
  letterDate: z.string(),
  publicationDate: z.string(),
  senderName: z.string(),
  senderAddress: z.array(z.string()),
  contactEmail: z.string(),
  joint: z.boolean(),
  opening: z.array(z.string()),
  figuresNote: z.string().nullable().default(null),
  closing: z.array(z.string()),
  signatoryName: z.string().nullable().default(null),
  signatoryOffices: z.array(z.string()),
  sample: z.boolean(),
  notice: z.string().nullable().default(null),
});

/** The letter that a draft would make, which the graph tells as if it were saved. */
async function preview(
  { redress: { gateway, engine, createContext }, canPreview }: StudioEditionsOptions,
  draft: WordingDraft,
  about: z.output<typeof council>,
): Promise<DraftLetter> {
  if (!canPreview) {
    throw new StudioError(
      'STUDIO_NO_DATA',
      'A draft cannot be shown here: editions are served elsewhere (REDRESS_SUBGRAPHS). What is saved can be seen under Reports.',
    );
  }
  const { yearEnding } = draft;
  const context = createContext(readingScopes);
  const problems: WordingProblem[] = [];
  if (draft.edition !== undefined) {
    const parsed = draftSchema.safeParse(draft.edition);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new StudioError(
        'STUDIO_REQUEST_INVALID',
        `"edition.${issue?.path.join('.')}": ${issue?.message}.`,
      );
    }
    const edition = draftEdition(yearEnding, parsed.data);
    problems.push(...checkEdition(edition, checkText));
    context.loader(editionByYear).prime(yearEnding, edition);
  }
  if (draft.comment !== undefined) {
    const text = tidy(draft.comment);
    if (text !== null) problems.push(...checkMarkdown('text', text, checkText));
    context.loader(commentByCouncil, yearEnding).prime(about.code, text);
  }
  if (problems.some(({ field }) => /date$/i.test(field))) {
    return { problems, letter: null, failure: null };
  }
  const parameters = { council: about.slug, yearEnding };
  try {
    const { document, operationName } = engine.registry.get(letterReport).query;
    const { variables } = engine.question(letterReport, parameters);
    const { data, errors } = await gateway.execute({
      ...{ document, operationName, variables: { ...variables }, contextValue: context },
    });
    const [first] = errors ?? [];
    if (first !== undefined) return { problems, letter: null, failure: first.message };
    const made = await engine.renderData(letterReport, parameters, data);
    const { subject, html, text } = made;
    return { problems, letter: { council: about.name, subject, html, text }, failure: null };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { problems, letter: null, failure: error.message };
  }
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
