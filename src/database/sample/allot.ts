import type { Random } from './random.ts';

/** A share of a whole number that is dealt out. */
export interface Share {
  /** Shares are dealt in proportion to weights. */
  weight: number;
  /** No share is greater than this. Default: no limit. */
  most?: number;
}

/**
 * Deals a whole number out in proportion to weights: whole parts, which add up to exactly the total. What is left over
 * by fractions goes by lot, so that small shares differ as they do in life.
 *
 * @throws when the limits leave no room for the total.
 */
export function allot(total: number, shares: readonly Share[], random: Random): number[] {
  const expected = expectedParts(total, shares);
  const start = random.next();
  let sum = 0;
  let dealt = 0;
  const parts = expected.map((part) => {
    sum += part;
    // A hair is added so that sums which are whole numbers in theory are not just below them.
    const upTo = Math.floor(sum + start + 1e-9);
    const whole = upTo - dealt;
    dealt = upTo;
    return whole;
  });
  return settle(parts, total - dealt, shares);
}

/** The parts before rounding: in proportion to weights, none above its limit. */
function expectedParts(total: number, shares: readonly Share[]): number[] {
  const parts = shares.map(() => 0);
  const isFull = shares.map(({ weight, most }) => weight <= 0 || most === 0);
  let left = total;
  for (let round = 0; round <= shares.length; round += 1) {
    const weights = shares.reduce((sum, share, at) => sum + (isFull[at] ? 0 : share.weight), 0);
    if (left <= 0 || weights === 0) break;
    let hasFilled = false;
    for (const [at, { weight, most = Number.POSITIVE_INFINITY }] of shares.entries()) {
      if (!isFull[at] && (left * weight) / weights >= most) {
        parts[at] = most;
        isFull[at] = true;
        hasFilled = true;
      }
    }
    if (!hasFilled) {
      for (const [at, { weight }] of shares.entries()) {
        if (!isFull[at]) parts[at] = (left * weight) / weights;
      }
      return parts;
    }
    left = total - parts.reduce((sum, part, at) => sum + (isFull[at] ? part : 0), 0);
  }
  if (left > 0) throw new Error(`[sample] expected room for ${total}, but got ${left} too many`);
  return parts;
}

/** Takes a last unit off or on, where rounding left one over. */
function settle(parts: number[], rest: number, shares: readonly Share[]): number[] {
  let left = rest;
  for (const [at, part] of parts.entries()) {
    const { weight, most = Number.POSITIVE_INFINITY } = shares[at] ?? { weight: 0 };
    if (left > 0 && weight > 0 && part < most) {
      parts[at] = part + 1;
      left -= 1;
    } else if (left < 0 && part > 0) {
      parts[at] = part - 1;
      left += 1;
    }
  }
  return parts;
}
