import type { FastifyReply } from 'fastify';
import type { GatewayCode } from '../gateway-codes.ts';

/** A request that cannot be served, with the HTTP status and what the caller reads. */
export class HttpError extends Error {
  constructor(
    readonly statusCode: number,
    readonly code: GatewayCode,
    message: string,
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
