import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HttpError } from './http-error.ts';

/** What one operation is asked with. */
export interface GraphqlParameters {
  readonly query?: string | null | undefined;
  /** Name of a persisted operation. */
  readonly documentId?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The operations of one HTTP request. */
export interface GraphqlRequest {
  readonly operations: readonly GraphqlParameters[];
  /** Whether they came as a list, and so are answered as one. */
  readonly isBatch: boolean;
}

/**
 * The operations that a request asks for.
 *
 * @param maxBatchSize How many a list may have; 0 takes no lists.
 * @throws HttpError when body or search parameters are not those of a GraphQL request.
 */
export function readGraphqlRequest(request: FastifyRequest, maxBatchSize: number): GraphqlRequest {
  if (request.method !== 'POST') {
    return { operations: [readSearch(searchOf(request.url))], isBatch: false };
  }
  assertMediaType(request.headers['content-type']);
  const { body } = request;
  if (!Array.isArray(body)) return { operations: [readBody(body)], isBatch: false };
  assertBatch(body, maxBatchSize);
  return { operations: body.map(readBody), isBatch: true };
}

/** JSON in UTF-8. What a form or a link of another site can send is none. */
function assertMediaType(contentType = ''): void {
  const [mediaType = '', ...parameters] = contentType
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  const isUtf8 = charset === undefined || /^"?utf-?8"?$/.test(charset);
  if (mediaType === 'application/json' && isUtf8) return;
  throw new HttpError(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    `The content type application/json in UTF-8 was expected, but got "${contentType.slice(0, 100)}".`,
  );
}

function searchOf(url: string): URLSearchParams {
  const mark = url.indexOf('?');
  return new URLSearchParams(mark === -1 ? '' : url.slice(mark));
}

const jsonObject = z.record(z.string(), z.unknown());
const bodySchema = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: jsonObject.nullish(),
  extensions: jsonObject.nullish(),
});

/** What each key of a body should be, in words. */
const expectations: Readonly<Record<string, string>> = {
  query: 'a string with one GraphQL document',
  documentId: 'a string or null',
  operationName: 'a string or null',
  variables: 'a JSON object or null',
  extensions: 'a JSON object or null',
};

function assertBatch(body: readonly unknown[], maxBatchSize: number): void {
  if (body.length === 0)
    throw badRequest('The body must have an operation, but it is an empty list.');
  if (body.length <= maxBatchSize) return;
  const expected =
    maxBatchSize === 0
      ? 'One operation a request was expected, but got a list'
      : `At most ${maxBatchSize} operations a request were expected, but got ${body.length}`;
  throw new HttpError(400, 'BATCH_TOO_LARGE', `${expected}. Send them one by one.`);
}

function readBody(body: unknown): GraphqlParameters {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) {
    const key = parsed.error.issues[0]?.path[0];
    const expected =
      key === undefined
        ? 'The body must be a JSON object with a "query"'
        : `"${String(key)}" must be ${expectations[String(key)]}`;
    const actual =
      key === undefined ? body : (body as Readonly<Record<string, unknown>>)[String(key)];
    throw badRequest(`${expected}, but got ${describe(actual)}.`);
  }
  const { query, documentId, extensions } = parsed.data;
  if (!query && !documentId && !extensions?.persistedQuery) {
    throw badRequest('The body must have a "query" with one GraphQL document, but it has none.');
  }
  return parsed.data;
}

function readSearch(search: URLSearchParams): GraphqlParameters {
  for (const name of Object.keys(expectations)) {
    if (search.getAll(name).length > 1) {
      throw badRequest(
        `The search parameter "${name}" must be given once, but came several times.`,
      );
    }
  }
  const parameters = {
    query: search.get('query'),
    documentId: search.get('documentId'),
    operationName: search.get('operationName') || null,
    variables: readJsonObject('variables', search.get('variables')),
    extensions: readJsonObject('extensions', search.get('extensions')),
  };
  if (!parameters.query && !parameters.documentId && !parameters.extensions?.persistedQuery) {
    throw badRequest(
      'The search parameter "query" must hold a GraphQL document, but it is missing.',
    );
  }
  return parameters;
}

function readJsonObject(name: string, text: string | null): GraphqlParameters['variables'] {
  if (text === null || text === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(
      400,
      'MALFORMED_JSON',
      `The search parameter "${name}" must be a JSON object, but it is not valid JSON.`,
    );
  }
  const parsed = jsonObject.nullable().safeParse(value);
  if (parsed.success) return parsed.data;
  throw badRequest(
    `The search parameter "${name}" must be a JSON object, but got ${describe(value)}.`,
  );
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function badRequest(message: string): HttpError {
  return new HttpError(400, 'BAD_REQUEST', message);
}
