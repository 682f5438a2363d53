import { type Outcome, outcomes } from '../../schema/decisions/outcome.enum.ts';
import type { CouncilYearPlan } from './council-year-plan.ts';
import type { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';
import { dayOf, firstDay, lastDay, workingDay } from './sample-days.ts';
import { sampleEnd } from './sample-targets.ts';

/** A case whose subject is not chosen yet. */
export type CaseDraft = Pick<
  SampleCase,
  'councilCode' | 'receivedYear' | 'receivedDay' | 'decidedYear' | 'decidedDay' | 'outcome'
>;

/**
 * The cases of one council: when each came in and was decided, and how. A case carried over from one year counts as
 * received in it and as decided in the next; those carried over from the last year stay open.
 */
export function draftCases(plans: readonly CouncilYearPlan[], random: Random): CaseDraft[] {
  const drafts: CaseDraft[] = [];
  let carriedIn = 0;
  for (const plan of plans) {
    for (const [at, outcome] of outcomesInOrder(plan, random).entries()) {
      drafts.push(draftDecided(plan, outcome, at < carriedIn, random));
    }
    carriedIn = plan.carried;
  }
  const last = plans.at(-1);
  if (last === undefined) return drafts;
  for (let open = 0; open < carriedIn; open += 1) drafts.push(draftOpen(last, random));
  return drafts;
}

/** For how many days cases of each outcome usually run, and how much likelier they are to run into the next year. */
const course: Readonly<Record<Outcome, { days: number; carriedWeight: number }>> = {
  INVALID_OR_INCOMPLETE: { days: 5, carriedWeight: 0.2 },
  ADVICE_GIVEN: { days: 4, carriedWeight: 0.2 },
  REFERRED_BACK: { days: 12, carriedWeight: 0.4 },
  CLOSED_AFTER_INITIAL_ENQUIRIES: { days: 40, carriedWeight: 1.2 },
  NOT_UPHELD: { days: 150, carriedWeight: 6 },
  UPHELD: { days: 170, carriedWeight: 6 },
};

/** The year's outcomes in random order, those of long cases rather before those of short ones. */
function outcomesInOrder(plan: CouncilYearPlan, random: Random): Outcome[] {
  return outcomes
    .flatMap((outcome) => Array<Outcome>(plan.outcomes[outcome]).fill(outcome))
    .map((outcome) => ({ outcome, rank: random.next() ** (1 / course[outcome].carriedWeight) }))
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ outcome }) => outcome);
}

function draftDecided(
  plan: CouncilYearPlan,
  outcome: Outcome,
  isCarried: boolean,
  random: Random,
): CaseDraft {
  const { yearEnding } = plan;
  const [first, last] = [firstDay(yearEnding), lastDay(yearEnding)];
  const days = Math.max(1, Math.round(course[outcome].days * random.factor(0.5)));
  let receivedDay: number;
  let decidedDay: number;
  if (isCarried) {
    decidedDay = first + random.whole(0, Math.min(days - 1, last - first));
    receivedDay = Math.max(Math.min(decidedDay - days, first - 1), firstDay(yearEnding - 1));
  } else {
    receivedDay = random.whole(first, Math.max(first, last - days));
    decidedDay = Math.min(receivedDay + days, last);
  }
  return {
    councilCode: plan.council.code,
    receivedYear: isCarried ? yearEnding - 1 : yearEnding,
    receivedDay,
    decidedYear: yearEnding,
    decidedDay: workingDay(decidedDay, Math.max(receivedDay, first), last),
    outcome,
  };
}

function draftOpen(plan: CouncilYearPlan, random: Random): CaseDraft {
  const end = dayOf(sampleEnd);
  const age = Math.round(55 * random.factor(0.7));
  return {
    councilCode: plan.council.code,
    receivedYear: plan.yearEnding,
    receivedDay: Math.max(end - age, firstDay(plan.yearEnding)),
    decidedYear: null,
    decidedDay: null,
    outcome: null,
  };
}
