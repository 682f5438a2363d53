import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

/** Clears all that nothing holds, so that what is left of the heap is what is held. */
export function collectGarbage(): void {
  if (typeof gc !== 'function') throw new Error('This Node gives no way to collect garbage.');
  gc();
}
