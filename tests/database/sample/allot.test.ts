import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allot } from '../../../src/database/sample/allot.ts';
import { Random } from '../../../src/database/sample/random.ts';

const shares = fc.array(
  fc.record({
    weight: fc.double({ min: 0, max: 100, noNaN: true }).map((weight) => weight + 0.01),
    most: fc.integer({ min: 0, max: 50 }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('allot', () => {
  it('deals out exactly the total, in whole parts within their limits', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
        const room = all.reduce((sum, { most }) => sum + most, 0);
        const total = Math.floor(room * part);
        const dealt = allot(total, all, new Random('test'));
        expect(dealt.reduce((sum, count) => sum + count, 0)).toBe(total);
        for (const [at, count] of dealt.entries()) {
          expect(Number.isInteger(count)).toBe(true);
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(all[at]?.most ?? 0);
        }
      }),
      { seed: 2020 },
    );
  });

  it('gives whole parts exactly where the proportions are whole', () => {
    const weights = [{ weight: 3 }, { weight: 0 }, { weight: 5 }, { weight: 2 }];
    expect(allot(30, weights, new Random('test'))).toEqual([9, 0, 15, 6]);
  });

  it('is never more than one off the proportion without limits', () => {
    const weights = Array.from({ length: 50 }, (_, at) => ({ weight: at + 0.5 }));
    const total = weights.reduce((sum, { weight }) => sum + weight, 0);
    for (const [at, count] of allot(700, weights, new Random('test')).entries()) {
      expect(Math.abs(count - (700 * (at + 0.5)) / total)).toBeLessThan(1);
    }
  });
});

describe('allot misused', () => {
  it('says how much does not fit', () => {
    expect(() => allot(5, [{ weight: 1, most: 2 }], new Random('test'))).toThrow(
      '[sample] expected room for 5, but got 3 too many',
    );
  });
});
