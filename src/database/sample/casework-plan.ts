import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import { type CouncilType, councilTypes } from '../../schema/shared/council-type.enum.ts';
import { allot } from './allot.ts';
import { type PrintedCasework, printedCasework } from './printed-casework.ts';
import { Random } from './random.ts';
import { existsThrough, type SampleCouncil } from './sample-council.ts';
import { typeTargets, type YearTargets, yearTargets } from './sample-targets.ts';

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

/** Plans the sample's casework: the targets are met exactly, and councils differ as councils do. */
export function planCasework(councils: readonly SampleCouncil[]): CouncilYearPlan[] {
  const plans: CouncilYearPlan[] = [];
  for (const targets of yearTargets) {
    const before = plans.filter((plan) => plan.yearEnding === targets.yearEnding - 1);
    const year = planReceived(councils, targets);
    planCarried(year, new Map(before.map((plan) => [plan.council.code, plan.carried])));
    planOutcomes(year, targets);
    plans.push(...year);
  }
  return plans;
}

/** Councils that get more complaints than their size says, with the factor. */
const busyCouncils: ReadonlyMap<string, number> = new Map([['E08000025', 1.5]]);

function planReceived(councils: readonly SampleCouncil[], targets: YearTargets): CouncilYearPlan[] {
  const { yearEnding } = targets;
  const random = new Random(`received ${yearEnding}`);
  const totals = shareOut(targets.received, (type) => typeTargets[type].received, random);
  return councilTypes.flatMap((type) => {
    const members = councils.filter(
      (council) => council.type === type && existsThrough(council, yearEnding),
    );
    const counts = allotBesidePrinted(
      totals[type],
      members.map((council) => ({
        weight: activity(council) * random.factor(0.08),
        printed: findPrinted(council.code, yearEnding)?.received,
        // Every council has had a complaint in every year.
        least: 1,
      })),
      random,
    );
    return members.map((council, at) =>
      emptyPlan(council, yearEnding, counts[at] ?? 0, findPrinted(council.code, yearEnding)),
    );
  });
}

/** How many complaints a council draws, compared with others of its type. */
function activity(council: SampleCouncil): number {
  const own = new Random(`activity ${council.code}`).factor(0.3);
  return council.population ** 0.95 * own * (busyCouncils.get(council.code) ?? 1);
}

function planCarried(year: readonly CouncilYearPlan[], before: ReadonlyMap<string, number>) {
  for (const plan of year) {
    const { code } = plan.council;
    const random = new Random(`carried ${code} ${plan.yearEnding}`);
    const carriedIn = before.get(code) ?? 0;
    const next = findPrinted(code, plan.yearEnding + 1);
    const needed = next?.decided === undefined ? 0 : Math.max(0, next.decided - next.received) + 1;
    const usual = Math.floor(plan.received * (0.1 + 0.12 * random.next()) + random.next());
    plan.carried =
      plan.printed?.decided === undefined
        ? Math.max(needed, Math.min(usual, plan.received))
        : plan.received + carriedIn - plan.printed.decided;
    plan.decided = plan.received - plan.carried + carriedIn;
  }
}

function planOutcomes(year: readonly CouncilYearPlan[], targets: YearTargets) {
  const { yearEnding } = targets;
  const random = new Random(`outcomes ${yearEnding}`);
  const investigated = shareOut(
    targets.investigated,
    (type) => typeTargets[type].investigated,
    random,
  );
  const rates = upholdRates(targets.upheld, investigated);
  const upheld = shareOut(targets.upheld, (type) => investigated[type] * rates[type], random);
  const satisfactory = shareOut(
    targets.satisfactoryRemedies,
    (type) => upheld[type] * typeTargets[type].satisfactory2020,
    random,
  );
  for (const type of councilTypes) {
    const members = year.filter((plan) => plan.council.type === type);
    const investigations = allotBesidePrinted(
      investigated[type],
      members.map((plan) => ({
        // Small numbers vary more from year to year: some councils have no investigation at all.
        weight: plan.decided * random.factor(0.2 + 1.4 / Math.sqrt(plan.decided + 1)),
        most: plan.decided <= 1 ? plan.decided : Math.floor(plan.decided * 0.65),
        printed: plan.printed?.investigated,
      })),
      random,
    );
    const upholds = allotBesidePrinted(
      upheld[type],
      members.map((plan, at) => ({
        weight:
          (investigations[at] ?? 0) *
          new Random(`tendency ${plan.council.code}`).factor(0.15) *
          random.factor(0.1),
        most: investigations[at] ?? 0,
        printed: plan.printed?.upheld,
      })),
      random,
    );
    const remedies = allotBesidePrinted(
      satisfactory[type],
      upholds.map((count) => ({ weight: count * random.factor(0.4), most: count })),
      random,
    );
    for (const [at, plan] of members.entries()) {
      plan.outcomes.UPHELD = upholds[at] ?? 0;
      plan.outcomes.NOT_UPHELD = (investigations[at] ?? 0) - plan.outcomes.UPHELD;
      plan.satisfactoryRemedies = remedies[at] ?? 0;
      planOtherOutcomes(plan, random);
    }
  }
}

/** Of cases that were not investigated, how many of a hundred end how. */
const otherOutcomes = [
  ['INVALID_OR_INCOMPLETE', 7],
  ['ADVICE_GIVEN', 8],
  ['REFERRED_BACK', 50],
  ['CLOSED_AFTER_INITIAL_ENQUIRIES', 35],
] as const;

function planOtherOutcomes(plan: CouncilYearPlan, random: Random) {
  const rest = plan.decided - plan.outcomes.UPHELD - plan.outcomes.NOT_UPHELD;
  const counts = allot(
    rest,
    otherOutcomes.map(([, weight]) => ({ weight: weight * random.factor(0.15) })),
    random,
  );
  for (const [at, [outcome]] of otherOutcomes.entries()) {
    plan.outcomes[outcome] = plan.printed?.outcomes?.[outcome] ?? counts[at] ?? 0;
  }
}

/** Uphold rates by type that add up to the national count: those of 2020, all moved by the same odds. */
function upholdRates(upheld: number, investigated: Record<CouncilType, number>) {
  const ratesAt = (odds: number) =>
    byType((type) => {
      const rate = typeTargets[type].upheld2020;
      return (rate * odds) / (rate * odds + 1 - rate);
    });
  const countAt = (odds: number) => {
    const rates = ratesAt(odds);
    return councilTypes.reduce((sum, type) => sum + investigated[type] * rates[type], 0);
  };
  let [low, high] = [0.1, 10];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (countAt(middle) < upheld) low = middle;
    else high = middle;
  }
  return ratesAt((low + high) / 2);
}

function shareOut(
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

function byType(valueFor: (type: CouncilType) => number): Record<CouncilType, number> {
  return {
    COUNTY: valueFor('COUNTY'),
    DISTRICT: valueFor('DISTRICT'),
    METROPOLITAN: valueFor('METROPOLITAN'),
    UNITARY: valueFor('UNITARY'),
    LONDON_BOROUGH: valueFor('LONDON_BOROUGH'),
  };
}

interface PlannedShare {
  weight: number;
  most?: number;
  /** At least so many, before the rest is dealt out. Default: 0. */
  least?: number;
  /** Exactly so many. */
  printed?: number | undefined;
}

/** Deals out what the printed figures leave. */
function allotBesidePrinted(
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

function emptyPlan(
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

function findPrinted(councilCode: string, yearEnding: number): PrintedCasework | undefined {
  return printedCasework.find(
    (printed) => printed.councilCode === councilCode && printed.yearEnding === yearEnding,
  );
}
