import { Directive } from 'type-graphql';

/** How long gateways, browsers and proxies may keep what a type or a field gives. */
export interface CacheHintOptions {
  /** Seconds. 0: never, by nobody. */
  maxAge?: number;
  /** `PRIVATE` for what only the one who asked may have. Left out: everybody may have it. */
  scope?: 'PRIVATE';
  /** It keeps as long as what it is part of. For values without an identity, such as a rate. */
  inheritMaxAge?: true;
}

/** Seconds for which figures of past years may be kept: imports change them, a few times a year. */
export const figuresMaxAge = 300;

/** Seconds for which casework may be kept. */
export const caseworkMaxAge = 60;

/** `@cacheControl` on a type or a field. What has none is not kept. */
export function CacheHint(options: CacheHintOptions): ReturnType<typeof Directive> {
  const written = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return Directive(`@cacheControl(${written.join(', ')})`);
}
