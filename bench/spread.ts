import { roughly } from './bench.ts';
import type { Comparison } from './compare.ts';

/** How long one piece took in the fastest and the slowest round: `(0.8 to 0.9)`, in milliseconds. */
export function describeSpread(
  { spread: [slowest, fastest] }: Pick<Comparison, 'spread'> = { spread: [Number.NaN, Number.NaN] },
  pieces = 1,
): string {
  return `(${roughly(1000 / (fastest * pieces))} to ${roughly(1000 / (slowest * pieces))})`;
}
