/**
 * Files that a browser loads beside a page, read once and sent with an ETag.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Ten hexadecimal digits that change with the content; enough to name a version of a file. */
export function hashContent(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}

/** A small file of our own. */
export interface StaticFile {
  readonly content: Buffer;
  readonly type: string;
  readonly version: string;
}

/** @throws when the file cannot be read: it is part of the program, so that is a broken installation */
export function readStaticFile(file: URL, type: string): StaticFile {
  const content = readFileSync(file);
  return { content, type, version: hashContent(content) };
}

/** True when the visitor's copy is the one we would send. */
export function isUnchanged(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match'];
  return known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag) ?? false;
}

/**
 * Sends a file, or 304 when the visitor has it. An address that carries the version (`?v=…`) is kept for a
 * year; a bare one is asked for again each time.
 */
export function sendStaticFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StaticFile,
): FastifyReply {
  const etag = `"${file.version}"`;
  const pinned = request.url.endsWith(`?v=${file.version}`);
  reply
    .header('etag', etag)
    .header('cache-control', pinned ? 'public, max-age=31536000, immutable' : 'public, no-cache');
  if (isUnchanged(request, etag)) return reply.code(304).send();
  return reply.type(file.type).send(file.content);
}
