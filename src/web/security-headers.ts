/**
 * Headers that keep a page to itself: our own files only, no framing, no guessing of types, no trace to others.
 */
import type { FastifyReply } from 'fastify';

const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The explorer runs our scripts and talks to our graph. Its editor (Monaco) writes style elements while it
 * runs and carries its fonts as `data:`, hence the two wider sources.
 */
const EXPLORER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The studio runs our scripts, and shows letters in a frame that runs none. The frame inherits this policy, and letters
 * carry their styles and marks inline.
 */
const STUDIO_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join('; ');

const POLICIES = { site: SITE_POLICY, explorer: EXPLORER_POLICY, studio: STUDIO_POLICY } as const;

/** Sets the headers on a reply that carries a page of the given kind. */
export function setSecurityHeaders(reply: FastifyReply, kind: keyof typeof POLICIES): FastifyReply {
  return reply.headers({
    'content-security-policy': POLICIES[kind],
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  });
}
