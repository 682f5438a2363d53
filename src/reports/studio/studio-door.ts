import type { FastifyRequest } from 'fastify';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|::ffff:127(?:\.\d{1,3}){3})$/i;

/** Headers that a proxy adds: behind one, everybody comes from this machine. */
const proxyHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether an address is this machine alone. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

/**
 * Whether a request was made on this machine, for this machine. A page elsewhere whose host name leads here is not let in
 * (its `Host` is its own name), nor is whoever comes through a proxy.
 */
export function isLocalRequest({ headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>) {
  const host = /^(\[[^\]]*\]|[^:]*)(?::\d+)?$/.exec(headers.host ?? '')?.[1] ?? '';
  return (
    isLoopback(host) &&
    isLoopback(socket.remoteAddress ?? '') &&
    !proxyHeaders.some((name) => headers[name] !== undefined)
  );
}

/** Whether a browser sent a request from a page of another origin. */
export function isForeignRequest({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}
