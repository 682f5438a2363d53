import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HttpError } from './http-error.ts';

/**
 * A GraphQL request as the front takes it.
 *
 * @throws HttpError when body or search parameters are not those of a GraphQL request.
 */
export function readGraphqlRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const [, search = ''] = splitUrl(request.url);
  if (request.method === 'POST') assertBody(request.body);
  else assertSearch(new URLSearchParams(search));
  return {
    method: request.method,
    headers: readHeaders(request),
    search,
    body: request.body,
  };
}

function splitUrl(url: string): [path: string, search: string] {
  const mark = url.indexOf('?');
  return mark === -1 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
}

function readHeaders(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

const jsonObject = z.record(z.string(), z.unknown());
const bodySchema = z.object({
  query: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: jsonObject.nullish(),
  extensions: jsonObject.nullish(),
});

/** What each key of a body should be, in words. */
const expectations: Readonly<Record<string, string>> = {
  query: 'a string with one GraphQL document',
  operationName: 'a string or null',
  variables: 'a JSON object or null',
  extensions: 'a JSON object or null',
};

function assertBody(body: unknown): void {
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
  const { query, extensions } = parsed.data;
  if (!query && extensions?.persistedQuery === undefined) {
    throw badRequest('The body must have a "query" with one GraphQL document, but it has none.');
  }
}

function assertSearch(search: URLSearchParams): void {
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    if (search.getAll(name).length > 1) {
      throw badRequest(
        `The search parameter "${name}" must be given once, but came several times.`,
      );
    }
  }
  for (const name of ['variables', 'extensions']) assertJsonObject(name, search.get(name));
  if (!search.get('query') && !search.has('extensions')) {
    throw badRequest(
      'The search parameter "query" must hold a GraphQL document, but it is missing.',
    );
  }
}

function assertJsonObject(name: string, text: string | null): void {
  if (text === null) return;
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
  if (!jsonObject.safeParse(value).success) {
    throw badRequest(
      `The search parameter "${name}" must be a JSON object, but got ${describe(value)}.`,
    );
  }
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
