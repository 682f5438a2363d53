import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import type { PrintedCasework } from './printed-casework.ts';
import type { SampleCouncil } from './sample-council.ts';

/** How many cases of what sort one council has in one year. */
export interface CouncilYearPlan {
  council: SampleCouncil;
  yearEnding: number;
  received: number;
  /** Of those received, how many are decided only in the next year, or not within the sample. */
  carried: number;
  /** All decided in the year: those carried over from the year before, and those received in it. */
  decided: number;
  outcomes: Record<Outcome, number>;
  satisfactoryRemedies: number;
  printed: PrintedCasework | undefined;
}

/** A plan in which nothing is decided yet. */
export function emptyPlan(
  council: SampleCouncil,
  yearEnding: number,
  received: number,
  printed: PrintedCasework | undefined,
): CouncilYearPlan {
  return {
    council,
    yearEnding,
    received,
    carried: 0,
    decided: 0,
    outcomes: {
      INVALID_OR_INCOMPLETE: 0,
      ADVICE_GIVEN: 0,
      REFERRED_BACK: 0,
      CLOSED_AFTER_INITIAL_ENQUIRIES: 0,
      NOT_UPHELD: 0,
      UPHELD: 0,
    },
    satisfactoryRemedies: 0,
    printed,
  };
}
