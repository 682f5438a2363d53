import type { IncomingHttpHeaders } from 'node:http';

/** A browser asks the server first before another site's code may send one of these. Apollo's clients send them. */
const preflightHeaders = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'graphql-require-preflight',
];

/**
 * Whether a request is one that a browser sends for another site without asking first: a link, an image, a form.
 * JSON bodies are never that; everything else is judged by what browsers say of themselves, `Sec-Fetch-Site` and
 * `Origin`, which no page can change and other programs do not send.
 */
export function isForgeable(headers: IncomingHttpHeaders): boolean {
  if (preflightHeaders.some((name) => headers[name])) return false;
  if (/^application\/json\b/i.test(headers['content-type'] ?? '')) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  return origin !== undefined && hostOf(origin) !== host?.toLowerCase();
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
