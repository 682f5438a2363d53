import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayCode } from '../gateway-codes.ts';
import type { GatewayLogger } from '../gateway-logger.ts';
import { neutralMessage } from '../run/subgraph-error.ts';
import { HttpError, sendHttpError } from './http-error.ts';

interface KnownError {
  readonly statusCode: number;
  readonly code: GatewayCode;
  readonly message: (request: FastifyRequest, maxBodyBytes: number) => string;
}

/** What Fastify refuses before a route sees it, in our words. */
const fastifyErrors: Readonly<Record<string, KnownError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    statusCode: 413,
    code: 'BODY_TOO_LARGE',
    message: (_request, maxBodyBytes) =>
      `A body of at most ${maxBodyBytes} bytes was expected, but more came. Send less at once.`,
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    statusCode: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: (request) =>
      `The content type application/json was expected, but got "${request.headers['content-type']}".`,
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    statusCode: 400,
    code: 'MALFORMED_JSON',
    message: () => 'A JSON body was expected, but it is empty.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    statusCode: 400,
    code: 'MALFORMED_JSON',
    message: () => 'A JSON body was expected, but it is not valid JSON.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    statusCode: 400,
    code: 'BAD_REQUEST',
    message: () => 'A body as long as its Content-Length was expected, but it has another length.',
  },
  FST_ERR_BAD_URL: {
    statusCode: 400,
    code: 'BAD_REQUEST',
    message: () => 'A valid URL path was expected, but it has a broken percent escape.',
  },
};

/** Answers every error and every unknown path of `app` as JSON with a code; unknown faults are masked and logged. */
export function handleHttpErrors(
  app: FastifyInstance,
  maxBodyBytes: number,
  logger: GatewayLogger,
): void {
  app.setNotFoundHandler((request, reply) =>
    sendHttpError(
      reply,
      404,
      'NOT_FOUND',
      `A known path was expected, but nothing is served at ${request.method} ${pathOf(request)}.`,
    ),
  );
  app.setErrorHandler<FastifyError>((error, request, reply) =>
    sendError(error, request, reply, maxBodyBytes, logger),
  );
}

/** Answers one error. Also for errors that Fastify meets before it has found a route. */
export function sendError(
  error: FastifyError | HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
  maxBodyBytes: number,
  logger: GatewayLogger,
): FastifyReply {
  if (error instanceof HttpError) {
    reply.headers(error.headers);
    return sendHttpError(reply, error.statusCode, error.code, error.message);
  }
  const known = fastifyErrors[error.code];
  if (known !== undefined) {
    return sendHttpError(reply, known.statusCode, known.code, known.message(request, maxBodyBytes));
  }
  const statusCode = error.statusCode ?? 500;
  if (statusCode < 500) {
    const code = /^FST_|^[^A-Z]|^$/.test(error.code ?? '') ? 'BAD_REQUEST' : error.code;
    return sendHttpError(reply, statusCode, code, error.message);
  }
  if (statusCode === 503 && error.code === 'SIGN_IN_UNAVAILABLE') {
    logger.error({ err: error }, 'Credentials cannot be checked');
    reply.header('retry-after', '30');
    return sendHttpError(reply, statusCode, error.code, error.message);
  }
  logger.error({ err: error, method: request.method, path: pathOf(request) }, 'A request failed');
  return sendHttpError(reply, 500, 'INTERNAL_SERVER_ERROR', neutralMessage);
}

function pathOf(request: FastifyRequest): string {
  return request.url.replace(/\?.*$/s, '').slice(0, 200);
}
