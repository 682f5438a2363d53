import { z } from 'zod';
import type { SubgraphError, SubgraphResponse } from './subgraph-transport.ts';
import { TransportError } from './transport.error.ts';

/** An error of a subgraph. Path and extensions that are not what they should be are as good as none. */
const errorSchema = z.object({
  message: z.string(),
  path: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  extensions: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

/** Stands for an error that cannot be read. It has no code, so that clients see one neutral sentence. */
const unreadableError: SubgraphError = {
  message: 'The subgraph gave an error that is no GraphQL error',
};

/**
 * The answer of a subgraph from the text of its HTTP body. A GraphQL response counts whatever the status, for
 * servers differ in the status they give to errors. Data stays good beside errors that cannot be read.
 *
 * @throws TransportError when the text is no GraphQL response; the message says why, without quoting the body.
 */
export function readSubgraphResponse(
  statusCode: number,
  text: string,
  retryAfterMs?: number,
): SubgraphResponse {
  const badResponse = (reason: string) =>
    new TransportError('SUBGRAPH_BAD_RESPONSE', `HTTP ${statusCode}, and ${reason}`, {
      statusCode,
      retryAfterMs,
    });
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw badResponse('the body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badResponse('the body is not a JSON object');
  }
  const { data, errors } = body as { data?: unknown; errors?: unknown };
  if (data === undefined && errors === undefined) {
    throw badResponse('the body has neither data nor errors');
  }
  if (data !== undefined && (typeof data !== 'object' || Array.isArray(data))) {
    throw badResponse('"data" is neither an object nor null');
  }
  const readErrors = errors === undefined || errors === null ? [] : readErrorList(errors);
  if (!data && readErrors.length === 0) throw badResponse('the body has no data and no error');
  return {
    data: data as SubgraphResponse['data'],
    errors: readErrors.length > 0 ? readErrors : undefined,
  };
}

function readErrorList(errors: unknown): SubgraphError[] {
  if (!Array.isArray(errors)) return [unreadableError];
  return errors.map((error) => errorSchema.safeParse(error).data ?? unreadableError);
}
