import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { feedPath, type LetterFeedPage, writeLetterFeed } from './letter-feed.ts';

/** What the feed needs of the composition root. */
export interface FeedRoutesOptions {
  readonly publicUrl: () => string;
  /** Letters that anyone may see, the last published first, after the place that a page before named. */
  readonly readPublished: (after: string | null) => Promise<LetterFeedPage>;
}

/** `GET /feeds/letters.atom`: published letters. Whoever asks, with a key or without, gets what everybody gets. */
export async function feedRoutes(
  app: FastifyInstance,
  { publicUrl, readPublished }: FeedRoutesOptions,
): Promise<void> {
  app.get<{ Querystring: { after?: string | string[] } }>(feedPath, async (request, reply) => {
    const { after } = request.query;
    const place = typeof after === 'string' ? after : null;
    const self = place === null ? feedPath : `${feedPath}?after=${encodeURIComponent(place)}`;
    const page = await readPublished(place);
    const body = writeLetterFeed(page, { base: publicUrl(), self });
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    reply.header('etag', tag).header('cache-control', 'public, max-age=60');
    if (request.headers['if-none-match'] === tag) return reply.status(304).send();
    return reply.type('application/atom+xml; charset=utf-8').send(body);
  });
}
