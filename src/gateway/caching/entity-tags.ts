import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Gives answers to `GET /graphql` that a client may keep an ETag, and 304 without a body to a client that has the same
 * answer already. How long it may be kept has been said before, in `Cache-Control`.
 */
export function addEntityTags(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isAnswer =
      request.method === 'GET' &&
      request.routeOptions.url === '/graphql' &&
      reply.statusCode === 200 &&
      typeof payload === 'string' &&
      reply.getHeader('cache-control') !== 'no-store' &&
      /json/.test(String(reply.getHeader('content-type')));
    if (!isAnswer) return done(null, payload);
    const tag = `"${createHash('sha256').update(payload).digest('base64url')}"`;
    reply.header('etag', tag);
    if (!isKnown(request.headers['if-none-match'], tag)) return done(null, payload);
    reply.status(304).removeHeader('content-length');
    done(null, null);
  });
}

/** Whether `If-None-Match` names the tag. A weak tag is as good as a strong one here. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((given) => {
    const known = given.trim();
    return known === '*' || known.replace(/^W\//, '') === tag;
  });
}
