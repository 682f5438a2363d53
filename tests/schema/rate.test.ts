import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  per100k,
  percentWithOneDecimal,
  printedRate,
  rateOf,
  unknownRate,
  wholePercent,
} from '../../src/schema/common/rate.ts';

/** The percentage worked in whole numbers of any size, half rounded up. */
function exactPercent(numerator: number, denominator: number, decimals: number): number {
  const scale = 10n ** BigInt(decimals);
  const doubled = 200n * scale * BigInt(numerator) + BigInt(denominator);
  return Number(doubled / (2n * BigInt(denominator))) / Number(scale);
}

const counts = fc
  .tuple(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([a, b]) => ({ numerator: Math.min(a, b), denominator: b }));

describe('wholePercent', () => {
  it.each([
    [49, 56, 88],
    [37, 54, 69],
    [53, 61, 87],
    [33, 43, 77],
    [1, 200, 1],
    [1, 201, 0],
    [0, 7, 0],
    [7, 7, 100],
    [1, 1, 100],
    [1, 8, 13],
  ])('%i of %i is %i%%', (numerator, denominator, percent) => {
    expect(wholePercent(numerator, denominator)).toBe(percent);
  });

  it('is null without a denominator, which is not the same as 0%', () => {
    expect(wholePercent(0, 0)).toBeNull();
    expect(wholePercent(0, 3)).toBe(0);
  });

  it('rounds half up for any counts, as whole numbers of any size say', () => {
    fc.assert(
      fc.property(counts, ({ numerator, denominator }) => {
        expect(wholePercent(numerator, denominator)).toBe(exactPercent(numerator, denominator, 0));
      }),
      { numRuns: 2000 },
    );
  });

  it('never falls when the numerator rises', () => {
    fc.assert(
      fc.property(counts, ({ numerator, denominator }) => {
        fc.pre(numerator < denominator);
        const before = wholePercent(numerator, denominator) ?? 0;
        expect(wholePercent(numerator + 1, denominator)).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('percentWithOneDecimal', () => {
  it('rounds half up at the first decimal', () => {
    expect(percentWithOneDecimal(994, 1000)).toBe(99.4);
    expect(percentWithOneDecimal(1, 2000)).toBe(0.1);
    expect(percentWithOneDecimal(0, 0)).toBeNull();
    fc.assert(
      fc.property(counts, ({ numerator, denominator }) => {
        expect(percentWithOneDecimal(numerator, denominator)).toBe(
          exactPercent(numerator, denominator, 1),
        );
      }),
    );
  });
});

describe('per100k', () => {
  it('gives one decimal, half rounded up', () => {
    // Leeds, year ending 2023, printed as 4.6: 37 upheld, mid-2020 population.
    expect(per100k(37, 798_786)).toBe(4.6);
    expect(per100k(1, 2_000_000)).toBe(0.1);
    expect(per100k(0, 10)).toBe(0);
    expect(per100k(3, 0)).toBeNull();
  });
});

describe('rates', () => {
  it('carry their working', () => {
    expect({ ...rateOf(49, 56) }).toEqual({ numerator: 49, denominator: 56, percent: 88 });
    expect({ ...rateOf(0, 0) }).toEqual({ numerator: 0, denominator: 0, percent: null });
  });

  it('that were printed are never worked out again', () => {
    expect({ ...printedRate(4, 53, 8) }).toEqual({ numerator: 4, denominator: 53, percent: 8 });
    expect({ ...printedRate(null, null, 80) }).toEqual({
      numerator: null,
      denominator: null,
      percent: 80,
    });
  });

  it('of which nothing is known are null in every part', () => {
    expect({ ...unknownRate() }).toEqual({ numerator: null, denominator: null, percent: null });
  });
});
