import { type CouncilType, councilTypes } from '../../schema/common/council-type.enum.ts';
import { allot } from './allot.ts';
import type { Random } from './random.ts';

/** Deals a national total out to the types of council. */
export function shareOut(
  total: number,
  weightOf: (type: CouncilType) => number,
  random: Random,
): Record<CouncilType, number> {
  const parts = allot(
    total,
    councilTypes.map((type) => ({ weight: weightOf(type) })),
    random,
  );
  return byType((type) => parts[councilTypes.indexOf(type)] ?? 0);
}

/** A value for each type of council. */
export function byType(valueFor: (type: CouncilType) => number): Record<CouncilType, number> {
  return {
    COUNTY: valueFor('COUNTY'),
    DISTRICT: valueFor('DISTRICT'),
    METROPOLITAN: valueFor('METROPOLITAN'),
    UNITARY: valueFor('UNITARY'),
    LONDON_BOROUGH: valueFor('LONDON_BOROUGH'),
  };
}

/** What one council gets of a total. */
export interface PlannedShare {
  weight: number;
  most?: number;
  /** At least so many, before the rest is dealt out. Default: 0. */
  least?: number;
  /** Exactly so many. */
  printed?: number | undefined;
}

/** Deals out what the printed figures leave. */
export function allotBesidePrinted(
  total: number,
  shares: readonly PlannedShare[],
  random: Random,
): number[] {
  const fixed = shares.map(({ printed, least = 0 }) => printed ?? least);
  const rest = total - fixed.reduce((sum, count) => sum + count, 0);
  const dealt = allot(
    rest,
    shares.map(({ weight, most, printed }) => {
      if (printed !== undefined) return { weight: 0 };
      return most === undefined ? { weight } : { weight, most };
    }),
    random,
  );
  return dealt.map((count, at) => count + (fixed[at] ?? 0));
}
