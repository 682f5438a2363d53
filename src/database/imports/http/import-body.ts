import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { ImportRequestError } from './import-request.error.ts';

/**
 * The file that a request carries, as it comes; gzip is unpacked.
 *
 * @param maxBytes The most that is taken, as sent and unpacked. More ends the reading with BODY_TOO_LARGE.
 */
export function openBody(request: FastifyRequest, maxBytes: number): AsyncIterable<Uint8Array> {
  const { body, headers } = request;
  const charset = /charset="?([^";]+)/i.exec(headers['content-type'] ?? '')?.[1]?.trim();
  if (!(body instanceof Readable) || (charset !== undefined && !/^utf-?8$/i.test(charset))) {
    throw ImportRequestError.wrongType(headers['content-type']);
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes)
    throw ImportRequestError.tooLarge(maxBytes);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return limit(body, maxBytes);
  if (encoding !== 'gzip') throw ImportRequestError.wrongEncoding(encoding);
  // A failure of one ends the other; it is told where the unpacked bytes are read.
  return limit(
    pipeline(body, createGunzip(), () => {}),
    maxBytes,
  );
}

async function* limit(stream: Readable, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw ImportRequestError.tooLarge(maxBytes);
    yield chunk;
  }
}
