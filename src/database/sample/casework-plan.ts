import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { type CouncilYearPlan, emptyPlan } from './council-year-plan.ts';
import { planOutcomes } from './plan-outcomes.ts';
import { findPrinted } from './printed-casework.ts';
import { Random } from './random.ts';
import { existsThrough, type SampleCouncil } from './sample-council.ts';
import { typeTargets, type YearTargets, yearTargets } from './sample-targets.ts';
import { allotBesidePrinted, shareOut } from './share-out.ts';

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
