import type { FastifyReply } from 'fastify';
import type { GatewayCode } from '../gateway-codes.ts';

/** A request that cannot be served, with the HTTP status and what the caller reads. */
export class HttpError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: GatewayCode,
    message: string,
    /** Headers of the answer. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

/** Sends an error in the form that all paths use: `{"errors":[{"message","extensions":{"code"}}]}`. */
export function sendHttpError(
  reply: FastifyReply,
  statusCode: number,
  code: string,
  message: string,
): FastifyReply {
  return reply
    .status(statusCode)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

/** A refusal for the moment: the caller may come back after so many seconds. */
export function retryLater(
  statusCode: 429 | 503,
  code: GatewayCode,
  message: string,
  seconds: number,
): HttpError {
  return new HttpError(statusCode, code, message, { 'retry-after': String(seconds) });
}
