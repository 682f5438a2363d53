import { existsSync } from 'node:fs';

/** Runs `redress …`. */
type Program = typeof import('./run-program.ts');

/**
 * The program in a few files, as `npm run build` bundles it: a start finds and reads 50 instead of 2,800. Module by module where it
 * runs from source, or only `tsc` was run.
 */
export function loadProgram(): Promise<Program> {
  const bundled = new URL('../program/run-program.js', import.meta.url);
  const isBundled = import.meta.url.endsWith('.js') && existsSync(bundled);
  return isBundled ? import(bundled.href) : import('./run-program.ts');
}
