import { roughly } from './bench.ts';
import type { Comparison } from './compare.ts';

/** How long one piece took in the fastest and the slowest round: `(0.8 to 0.9)`, in milliseconds. */
export function describeSpread(
  { spread: [slowest, fastest] }: Pick<Comparison, 'spread'> = { spread: [Number.NaN, Number.NaN] },
  pieces = 1,
): string {
  return `(${roughly(1000 / (fastest * pieces))} to ${roughly(1000 / (slowest * pieces))})`;
}

/** How many times as fast `ours`, which makes so many letters at once, is as `plain`, which makes one; and the figures behind it. */
export function holdAgainstPlain(
  ours: Comparison | undefined,
  plain: Comparison | undefined,
  letters: number,
): { ratio: number; perLetterMs: number; detail: string } {
  const perLetterMs = 1000 / ((ours?.perSecond ?? 0) * letters);
  const plainMs = 1000 / (plain?.perSecond ?? 0);
  const [ourProcessorMs, plainProcessorMs] = [
    (ours?.processorMs ?? 0) / letters,
    plain?.processorMs ?? 0,
  ];
  return {
    ratio: plainMs / perLetterMs,
    perLetterMs,
    detail: `${roughly(perLetterMs)} ${describeSpread(ours, letters)} ms a letter instead of ${roughly(plainMs)} ${describeSpread(plain)} ms; by processor time ${roughly(plainProcessorMs / ourProcessorMs)} times (${roughly(ourProcessorMs)} ms instead of ${roughly(plainProcessorMs)} ms)`,
  };
}
