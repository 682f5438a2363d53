import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/**
 * Gives answers to `GET /graphql` an ETag, and 304 without a body to a client that has the same answer already. The
 * operation still runs each time; only sending is saved. Answers may be kept by the client alone, for they can depend
 * on who asks.
 */
export function addEntityTags(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isAnswer =
      request.method === 'GET' &&
      request.routeOptions.url === '/graphql' &&
      reply.statusCode === 200 &&
      typeof payload === 'string' &&
      /json/.test(String(reply.getHeader('content-type')));
    if (!isAnswer) return payload;
    const tag = `"${createHash('sha256').update(payload).digest('base64url')}"`;
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (!isKnown(request.headers['if-none-match'], tag)) return payload;
    reply.status(304).removeHeader('content-length');
    return null;
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
