import { type Subject, subjects } from '../../schema/common/subject.enum.ts';
import type { Outcome } from '../../schema/decisions/outcome.enum.ts';
import { allot } from './allot.ts';
import { caseTopics } from './case-words.ts';
import type { CouncilYearPlan } from './council-year-plan.ts';
import type { CaseDraft } from './draft-cases.ts';
import { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';
import { subjectMix, upholdTendency } from './sample-targets.ts';

/**
 * Gives the cases that a council received in one year their subjects, out of a pool that has the council's mix.
 * Upheld cases choose first, so that subjects where fault is found more often get more of them.
 */
export function giveSubjects(
  plan: CouncilYearPlan,
  drafts: readonly CaseDraft[],
  random: Random,
): SampleCase[] {
  const pool = fillPool(plan, drafts.length, random);
  return drafts
    .toSorted((a, b) => turn(a.outcome) - turn(b.outcome))
    .map((draft) => {
      const subject = takeSubject(pool, draft.outcome, random);
      const topic = random.pickWeighted(
        caseTopics[subject].map((candidate) => [candidate, candidate.weight] as const),
      );
      return {
        ...draft,
        subject,
        topic,
        satisfactoryRemedy: false,
        publicReport: false,
        reference: '',
        summary: null,
      };
    });
}

function turn(outcome: Outcome | null): number {
  if (outcome === 'UPHELD') return 0;
  return outcome === 'NOT_UPHELD' ? 1 : 2;
}

function fillPool(plan: CouncilYearPlan, size: number, random: Random): Subject[] {
  const { council, printed } = plan;
  const own = new Random(`subjects ${council.code}`);
  const weights = subjects.map((subject) => subjectMix[council.type][subject] * own.factor(0.2));
  const fixed = subjects.map((subject) => printed?.receivedBySubject?.[subject]);
  const rest = size - fixed.reduce((sum: number, count) => sum + (count ?? 0), 0);
  const dealt = allot(
    rest,
    weights.map((weight, at) => ({ weight: fixed[at] === undefined ? weight : 0 })),
    random,
  );
  const pool = subjects.flatMap((subject, at) =>
    Array<Subject>(fixed[at] ?? dealt[at] ?? 0).fill(subject),
  );
  return random.shuffle(pool);
}

/** How often a case looks again when the subject it drew does not suit its outcome. */
const tries = 5;

function takeSubject(pool: Subject[], outcome: Outcome | null, random: Random): Subject {
  let at = 0;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    at = random.whole(0, pool.length - 1);
    const tendency = upholdTendency[pool[at] ?? 'OTHER'];
    if (outcome === 'UPHELD' && !random.chance(tendency)) continue;
    if (outcome === 'NOT_UPHELD' && !random.chance(1.1 - tendency)) continue;
    break;
  }
  const [subject] = pool.splice(at, 1);
  return subject ?? 'OTHER';
}
