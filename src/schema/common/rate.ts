import { Rate } from './rate.type.ts';

/**
 * Whole percentage of two counts, half rounded up: 49 of 56 is 88, 1 of 200 is 1.
 * Null when the denominator is 0, since nothing was measured.
 *
 * Worked in integers, so that no binary fraction can tip a half the wrong way.
 */
export function wholePercent(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  return Math.floor((200 * numerator + denominator) / (2 * denominator));
}

/** Percentage with one decimal, half rounded up: 2,569 of 2,585 is 99.4. Null when the denominator is 0. */
export function percentWithOneDecimal(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  return Math.floor((2000 * numerator + denominator) / (2 * denominator)) / 10;
}

/** Cases for every 100,000 people with one decimal, half rounded up. Null when nobody is counted. */
export function per100k(count: number, population: number): number | null {
  if (population === 0) return null;
  return Math.floor((2_000_000 * count + population) / (2 * population)) / 10;
}

/** A rate made of two counts. */
export function rateOf(numerator: number, denominator: number): Rate {
  return makeRate(numerator, denominator, wholePercent(numerator, denominator));
}

/** A rate as it was printed: any part may be unknown, and the percentage is never worked out again. */
export function printedRate(
  numerator: number | null,
  denominator: number | null,
  percent: number | null,
): Rate {
  return makeRate(numerator, denominator, percent);
}

/** The rate of which nothing is known. */
export function unknownRate(): Rate {
  return makeRate(null, null, null);
}

function makeRate(numerator: number | null, denominator: number | null, percent: number | null) {
  const rate = new Rate();
  rate.numerator = numerator;
  rate.denominator = denominator;
  rate.percent = percent;
  return rate;
}
