import { Standing } from './standing.type.ts';

/** A rate of one council, exact. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/** Which rate comes first. */
export type FirstRate = 'lowest' | 'highest';

/**
 * Where one rate stands among all. Compared by cross-multiplication, so that no rounding makes or breaks a tie.
 *
 * @param all Every council's rate, the one's own among them. Those without a denominator do not take part.
 * @returns null when the rate itself has no denominator.
 */
export function standingAmong(
  own: Fraction,
  all: readonly Fraction[],
  first: FirstRate,
): Standing | null {
  if (own.denominator === 0) return null;
  const others = all.filter(({ denominator }) => denominator > 0);
  const signs = others.map((other) => compare(other, own));
  const standing = new Standing();
  standing.of = others.length;
  standing.rank = 1 + signs.filter((sign) => (first === 'lowest' ? sign < 0 : sign > 0)).length;
  standing.tied = signs.filter((sign) => sign === 0).length;
  standing.quartile = Math.floor(((standing.rank - 1) * 4) / standing.of) + 1;
  return standing;
}

/** Below 0 when the first is the smaller. Counts times populations of England stay far below 2^53. */
function compare(a: Fraction, b: Fraction): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}
