import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fraction, standingAmong } from '../../src/schema/common/rank-rates.ts';

const of = (numerator: number, denominator: number): Fraction => ({ numerator, denominator });

describe('where a rate stands', () => {
  it('is one more than the rates before it, and equal rates share a rank', () => {
    const all = [of(1, 4), of(1, 2), of(2, 4), of(3, 4), of(0, 0)];
    const standing = all.map((own) => standingAmong(own, all, 'lowest'));
    expect(standing).toEqual([
      { rank: 1, of: 4, tied: 1, quartile: 1 },
      { rank: 2, of: 4, tied: 2, quartile: 2 },
      { rank: 2, of: 4, tied: 2, quartile: 2 },
      { rank: 4, of: 4, tied: 1, quartile: 4 },
      null,
    ]);
    expect(standingAmong(of(3, 4), all, 'highest')).toMatchObject({ rank: 1, quartile: 1 });
  });

  it('tells apart what rounds to the same percentage', () => {
    const all = [of(199, 300), of(200, 301)];
    expect(standingAmong(of(199, 300), all, 'lowest')).toMatchObject({ rank: 1, tied: 1 });
    expect(standingAmong(of(200, 301), all, 'lowest')).toMatchObject({ rank: 2, tied: 1 });
  });

  it('is 1 of 1 in the first quartile for the only one', () => {
    expect(standingAmong(of(0, 3), [of(0, 3)], 'highest')).toEqual({
      rank: 1,
      of: 1,
      tied: 1,
      quartile: 1,
    });
  });

  it('agrees with exact arithmetic whatever the rates are', () => {
    const fraction = fc
      .tuple(fc.nat(9_000_000), fc.nat(100_000_000))
      .map(([numerator, denominator]) => of(numerator, denominator));
    const small = fc.tuple(fc.nat(6), fc.nat(6)).map(([a, b]) => of(a, b));
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fraction, small), { minLength: 1, maxLength: 40 }),
        fc.constantFrom('lowest' as const, 'highest' as const),
        (all, first) => {
          const measured = all.filter(({ denominator }) => denominator > 0);
          const sign = (a: Fraction, b: Fraction) =>
            BigInt(a.numerator) * BigInt(b.denominator) -
            BigInt(b.numerator) * BigInt(a.denominator);
          for (const own of all) {
            const standing = standingAmong(own, all, first);
            if (own.denominator === 0) {
              expect(standing).toBeNull();
              continue;
            }
            const before = measured.filter((other) =>
              first === 'lowest' ? sign(other, own) < 0n : sign(other, own) > 0n,
            ).length;
            const tied = measured.filter((other) => sign(other, own) === 0n).length;
            expect(standing).toMatchObject({ rank: before + 1, of: measured.length, tied });
            expect(standing?.quartile).toBeGreaterThanOrEqual(1);
            expect(standing?.quartile).toBeLessThanOrEqual(4);
          }
        },
      ),
      { numRuns: 100, seed: 2020 },
    );
  });
});
