import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import { z } from 'zod';
import type { GatewayLogger } from '../gateway-logger.ts';
import type { AnswerPart } from '../parts/answer-part.ts';
import type { EventStream } from '../run/event-stream.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import { HttpError } from './http-error.ts';
import type { ResponseForm } from './negotiate.ts';

/** The answer to one operation, with what it asks of the HTTP response around it. */
export interface OperationAnswer {
  readonly result: FormattedExecutionResult;
  /** `result` as it is sent, where it has been written already. */
  readonly text?: string | undefined;
  /** Status that does not depend on the media type, such as 401. */
  readonly statusCode?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Set for a subscription that has begun: its results, one for each event. */
  readonly stream?: EventStream<ExecutionResult> | undefined;
  /** Set for a query whose answer comes in parts. */
  readonly parts?: EventStream<AnswerPart> | undefined;
}

const httpExtension = z.object({
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
});

/** An error of a sign-in, ours or another's: its status and code say that its message is for the client. */
const toldToClients = z.object({
  statusCode: z.union([z.literal(401), z.literal(403), z.literal(503)]),
  code: z.string().regex(/^[A-Z]+(_[A-Z]+)*$/),
});

const headersOfStatus: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'www-authenticate': 'Bearer' },
  503: { 'retry-after': '30' },
};

/**
 * The answer to an operation that did not run. A `GraphQLError` with a code says what to tell, and in
 * `extensions.http` how; so does an error with a code and the status 401, 403 or 503. All else was not meant for clients
 * and goes to the log.
 */
export function refuse(cause: unknown, logger: GatewayLogger): OperationAnswer {
  if (cause instanceof HttpError) {
    const { message, code, statusCode, headers } = cause;
    return { result: { errors: [{ message, extensions: { code } }] }, statusCode, headers };
  }
  const told = toldToClients.safeParse(cause);
  if (cause instanceof Error && told.success) {
    const { code, statusCode } = told.data;
    if (statusCode === 503) logger.error({ err: cause }, 'Credentials cannot be checked');
    const headers = headersOfStatus[statusCode];
    const { message } = cause;
    return { result: { errors: [{ message, extensions: { code } }] }, statusCode, headers };
  }
  if (cause instanceof GraphQLError && typeof cause.extensions.code === 'string') {
    const { http, ...extensions } = cause.extensions;
    const { data } = httpExtension.safeParse(http);
    return {
      result: { errors: [{ ...cause.toJSON(), extensions }] },
      statusCode: data?.status,
      headers: data?.headers,
    };
  }
  logger.error({ err: cause }, 'A request failed unexpectedly');
  const extensions = { code: 'INTERNAL_SERVER_ERROR' };
  return { result: { errors: [{ message: neutralMessage, extensions }] }, statusCode: 500 };
}

/** The answer to an operation that is wrong in itself. */
export function refuseAll(errors: readonly GraphQLError[]): OperationAnswer {
  return { result: { errors: errors.map((error) => error.toJSON()) } };
}

/**
 * The HTTP status of an answer, by the rules of GraphQL over HTTP: what ran is 200, also with errors. What did not run
 * is 400, but 200 for clients that name the older `application/json`: they take another status for no GraphQL response.
 */
export function statusOf({ result, statusCode }: OperationAnswer, form: ResponseForm): number {
  if (statusCode !== undefined) return statusCode;
  if (result.data !== undefined) return 200;
  if (result.errors?.some(isFault)) return 500;
  return form.mediaType === 'application/json' && form.isNamed ? 200 : 400;
}

function isFault({ extensions }: GraphQLFormattedError): boolean {
  return extensions?.code === 'INTERNAL_SERVER_ERROR';
}
