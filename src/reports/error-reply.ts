import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseType } from './accept.ts';
import { escapeText } from './markup/escape-text.ts';

/** Where errors that are nobody's fault but ours are written down whole. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

interface ErrorAnswer {
  readonly statusCode: number;
  readonly code: string;
  readonly message: string;
}

const requestErrors: Readonly<Record<string, ErrorAnswer>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: {
    statusCode: 400,
    code: 'MALFORMED_JSON',
    message: 'Expected a JSON object of parameters as the body, but it does not parse as JSON.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    statusCode: 400,
    code: 'MALFORMED_JSON',
    message: 'Expected a JSON object of parameters as the body, but it is empty.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    statusCode: 413,
    code: 'BODY_TOO_LARGE',
    message: 'Expected a smaller body: parameters take far less than the limit.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    statusCode: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'Expected a body of the type application/json.',
  },
};

/** What is not the caller's fault but no secret either, and nothing to log. */
const toldWhole: ReadonlySet<string> = new Set(['PDF_UNAVAILABLE', 'PDF_BUSY']);

/** Who asks cannot be found out at the moment: told as it is, and logged. */
const noSignIn = 'SIGN_IN_UNAVAILABLE';

/**
 * Answers an error: a small page for a browser, JSON for anyone else. What is not the caller's fault
 * is written to the log and told in a sentence without details.
 */
export function sendError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: ErrorLog,
): FastifyReply {
  const answer = readError(error);
  if (answer.code === 'PDF_BUSY') reply.header('retry-after', '5');
  if (answer.code === noSignIn) reply.header('retry-after', '30');
  if (answer.statusCode >= 500 && !toldWhole.has(answer.code)) {
    log.error(
      { err: error, method: request.method, path: request.url.split('?')[0] },
      'A letter could not be made',
    );
  }
  reply.status(answer.statusCode).header('cache-control', 'no-store').header('vary', 'Accept');
  const type = chooseType(request.headers.accept, ['application/json', 'text/html']);
  return type === 'text/html'
    ? reply.type('text/html; charset=utf-8').send(errorPage(answer))
    : reply.type('application/json; charset=utf-8').send(
        JSON.stringify({
          errors: [{ message: answer.message, extensions: { code: answer.code } }],
        }),
      );
}

function readError(error: unknown): ErrorAnswer {
  const { code, statusCode, message } = fieldsOf(error);
  const known = requestErrors[code];
  if (known !== undefined) return known;
  if (statusCode < 500) {
    return { statusCode, code: code.startsWith('FST_') ? 'BAD_REQUEST' : code, message };
  }
  if (toldWhole.has(code) || code === noSignIn) return { statusCode, code, message };
  return {
    statusCode,
    code: /^(?:REPORT|PDF)_/.test(code) ? code : 'INTERNAL_SERVER_ERROR',
    message: 'The letter could not be made because of a fault on our side. It has been recorded.',
  };
}

function fieldsOf(error: unknown): ErrorAnswer {
  if (!(error instanceof Error)) return { code: '', statusCode: 500, message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status =
    'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  const isStatus = status >= 400 && status <= 599;
  return { code, statusCode: isStatus && code !== '' ? status : 500, message: error.message };
}

function errorPage({ statusCode, code, message }: ErrorAnswer): string {
  const title = statusCode === 404 ? 'There is no letter here' : 'This did not work';
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
body { margin: 0 auto; max-width: 38rem; padding: 3rem 1.25rem; font: 1.0625rem/1.6 system-ui, sans-serif; }
h1 { font: 700 1.75rem/1.25 Georgia, serif; }
p { overflow-wrap: anywhere; }
code { font-size: .9em; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escapeText(message)}</p>
<p><a href="/">All councils</a></p>
<p><small>Code <code>${escapeText(code)}</code></small></p>
</main>
</body>
</html>
`;
}
