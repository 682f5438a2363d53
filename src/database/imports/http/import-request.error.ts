import type { FastifyReply, FastifyRequest } from 'fastify';
import { ImportError } from '../import-error.ts';
import { listProblems } from './import-answer.ts';

/** Where faults of ours are written down whole. */
export interface RequestLog {
  error(details: object, message: string): void;
}

/** A request that cannot be served as an import. */
export class ImportRequestError extends Error {
  override readonly name = 'ImportRequestError';

  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  static busy(): ImportRequestError {
    return new ImportRequestError(
      503,
      'IMPORT_BUSY',
      '[import] One import at a time is expected, but another is running. Try again in a few seconds.',
    );
  }

  static tooLarge(maxBytes: number): ImportRequestError {
    return new ImportRequestError(
      413,
      'BODY_TOO_LARGE',
      `[import] A file of at most ${maxBytes} bytes was expected, but more came. Split it, or import it with "redress import".`,
    );
  }

  static wrongType(type: string | undefined): ImportRequestError {
    return new ImportRequestError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `[import] A body of the type text/csv in UTF-8 was expected, but got ${type === undefined ? 'none' : JSON.stringify(type.slice(0, 80))}.`,
    );
  }

  static wrongEncoding(encoding: string): ImportRequestError {
    return new ImportRequestError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `[import] A body as it is or packed with gzip was expected, but got ${JSON.stringify(encoding.slice(0, 80))}.`,
    );
  }
}

/** Answers an error as JSON; what is not the caller's fault is told in a sentence and written to the log. */
export function sendImportError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: RequestLog,
): FastifyReply {
  const { statusCode, code, message, more } = readError(error, request);
  if (statusCode === 500) log.error({ err: error, method: request.method }, 'An import failed');
  if (statusCode === 503) reply.header('retry-after', '5');
  // What is left of the body is not read.
  if (statusCode !== 422) reply.header('connection', 'close');
  return reply
    .status(statusCode)
    .header('cache-control', 'no-store')
    .send({ errors: [{ message, extensions: { code, ...more } }] });
}

interface Answer {
  statusCode: number;
  code: string;
  message: string;
  more?: object;
}

function readError(error: unknown, request: FastifyRequest): Answer {
  if (error instanceof ImportError) {
    const { code, message, kind } = error;
    return { statusCode: 422, code, message, more: { kind, ...listProblems(error) } };
  }
  const { code, statusCode, message } = fieldsOf(error);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return ImportRequestError.wrongType(request.headers['content-type']);
  }
  if (code === 'ECONNRESET') {
    const sentence =
      '[import] The whole body was expected, but the client went away; nothing was written.';
    return { statusCode: 400, code: 'BAD_REQUEST', message: sentence };
  }
  if (code.startsWith('SQLITE_BUSY')) return ImportRequestError.busy();
  if (code.startsWith('Z_')) {
    const sentence = '[import] A body packed with gzip was expected, but it cannot be unpacked.';
    return { statusCode: 400, code: 'BAD_REQUEST', message: sentence };
  }
  const isTold = error instanceof ImportRequestError || code === 'SIGN_IN_UNAVAILABLE';
  if (statusCode < 500 || isTold) {
    return { statusCode, code: code.startsWith('FST_') ? 'BAD_REQUEST' : code, message };
  }
  return {
    statusCode: 500,
    code: 'INTERNAL_SERVER_ERROR',
    message:
      'The import failed because of a fault on our side; nothing was written. It has been recorded.',
  };
}

function fieldsOf(error: unknown): Answer {
  if (!(error instanceof Error)) return { code: '', statusCode: 500, message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status =
    'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return { code, statusCode: code === '' ? 500 : status, message: error.message };
}
