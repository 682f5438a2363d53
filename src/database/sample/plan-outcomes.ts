import { type CouncilType, councilTypes } from '../../schema/common/council-type.enum.ts';
import { allot } from './allot.ts';
import type { CouncilYearPlan } from './council-year-plan.ts';
import { Random } from './random.ts';
import { typeTargets, type YearTargets } from './sample-targets.ts';
import { allotBesidePrinted, byType, shareOut } from './share-out.ts';

/** Plans how the cases of one year are decided. */
export function planOutcomes(year: readonly CouncilYearPlan[], targets: YearTargets) {
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
