import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** undici, loaded when the first transport over HTTP is made: a gateway with embedded subgraphs alone does without its 110 modules. */
export function loadUndici(): typeof import('undici') {
  return require('undici');
}
