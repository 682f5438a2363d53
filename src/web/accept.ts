/**
 * Who is asking: a person with a browser, or a program.
 */
import type { FastifyRequest } from 'fastify';

interface Weighed {
  readonly type: string;
  readonly weight: number;
}

function parseAccept(header: string): readonly Weighed[] {
  return header.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const given = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = given === undefined ? 1 : Number(given.slice(2));
    return { type, weight: Number.isFinite(weight) ? weight : 0 };
  });
}

/**
 * True when the request names `text/html` and no JSON type that it would rather have.
 *
 * `Accept: *` and no `Accept` at all are what programs send, so they do not count.
 */
export function prefersHtml(request: FastifyRequest): boolean {
  const accepted = parseAccept(request.headers.accept ?? '');
  const weigh = (wanted: (type: string) => boolean) =>
    Math.max(0, ...accepted.filter(({ type }) => wanted(type)).map(({ weight }) => weight));
  const forHtml = weigh((type) => type === 'text/html');
  return forHtml > 0 && forHtml >= weigh((type) => /^application\/([\w.-]+\+)?json$/.test(type));
}
