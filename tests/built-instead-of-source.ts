/**
 * Loaded before a program of a test's own (`node --import`): what it imports of `src` comes from `dist`, which
 * `tests/built-program.ts` has compiled, so that not each of many starts compiles it.
 */
import { registerHooks } from 'node:module';

const source = new URL('../src/', import.meta.url).href;
const built = new URL('../dist/', import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const parent = context.parentURL;
    if (parent === undefined || !/^\.{1,2}\/.*\.ts$/.test(specifier)) {
      return nextResolve(specifier, context);
    }
    const wanted = new URL(specifier, parent).href;
    if (!wanted.startsWith(source)) return nextResolve(specifier, context);
    return nextResolve(`${built}${wanted.slice(source.length, -'.ts'.length)}.js`, context);
  },
});
