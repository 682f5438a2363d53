import { z } from 'zod';
import type { SubgraphResponse } from './subgraph-transport.ts';
import { TransportError } from './transport.error.ts';

const errorSchema = z.object({
  message: z.string(),
  path: z
    .array(z.union([z.string(), z.number()]))
    .nullish()
    .transform((path) => path ?? undefined),
  extensions: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((extensions) => extensions ?? undefined),
});

const errorsSchema = z
  .array(errorSchema)
  .nullish()
  .transform((errors) => errors ?? undefined);

/**
 * The answer of a subgraph from the text of its HTTP body. A GraphQL response counts whatever the status, for
 * servers differ in the status they give to errors.
 *
 * @throws TransportError when the text is no GraphQL response; the message says why, without quoting the body.
 */
export function readSubgraphResponse(statusCode: number, text: string): SubgraphResponse {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badResponse(statusCode, 'the body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badResponse(statusCode, 'the body is not a JSON object');
  }
  const { data, errors } = body as { data?: unknown; errors?: unknown };
  if (data === undefined && errors === undefined) {
    throw badResponse(statusCode, 'the body has neither data nor errors');
  }
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) {
    throw badResponse(statusCode, '"data" is neither an object nor null');
  }
  const parsed = errorsSchema.safeParse(errors);
  if (!parsed.success) throw badResponse(statusCode, '"errors" is not a list of GraphQL errors');
  if (!data && !parsed.data?.length) {
    throw badResponse(statusCode, 'the body has no data and no error');
  }
  return { data: data as SubgraphResponse['data'], errors: parsed.data };
}

function badResponse(statusCode: number, reason: string): TransportError {
  return new TransportError('SUBGRAPH_BAD_RESPONSE', `HTTP ${statusCode}, and ${reason}`);
}
