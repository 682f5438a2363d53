import type { CouncilYearPlan } from './council-year-plan.ts';
import { draftCases } from './draft-cases.ts';
import { numberCases } from './number-cases.ts';
import { Random } from './random.ts';
import type { SampleCase } from './sample-case.ts';
import { yearTargets } from './sample-targets.ts';
import { giveSubjects } from './subject-pool.ts';
import { writeSummary } from './summary.ts';

/** The sample's complaints, in order of their references. */
export function createCasework(plans: readonly CouncilYearPlan[]): SampleCase[] {
  const byCouncil = new Map<string, CouncilYearPlan[]>();
  for (const plan of plans) {
    const { code } = plan.council;
    const own = byCouncil.get(code);
    if (own === undefined) byCouncil.set(code, [plan]);
    else own.push(plan);
  }
  const cases = [...byCouncil.values()].flatMap(createCouncilCases);
  choosePublicReports(cases);
  return numberCases(cases);
}

function createCouncilCases(plans: readonly CouncilYearPlan[]): SampleCase[] {
  const random = new Random(`cases ${plans[0]?.council.code}`);
  const drafts = draftCases(plans, random);
  const cases = plans.flatMap((plan) =>
    giveSubjects(
      plan,
      drafts.filter((draft) => draft.receivedYear === plan.yearEnding),
      random,
    ),
  );
  for (const plan of plans) {
    const upheld = cases.filter(
      (item) => item.decidedYear === plan.yearEnding && item.outcome === 'UPHELD',
    );
    for (const item of random.shuffle(upheld).slice(0, plan.satisfactoryRemedies)) {
      item.satisfactoryRemedy = true;
    }
  }
  for (const item of cases) item.summary = writeSummary(item, random);
  return cases;
}

/** Public reports are about fault that the council had not put right before. */
function choosePublicReports(cases: readonly SampleCase[]) {
  for (const { yearEnding, publicReports } of yearTargets) {
    const random = new Random(`public reports ${yearEnding}`);
    const candidates = cases.filter(
      (item) =>
        item.decidedYear === yearEnding && item.outcome === 'UPHELD' && !item.satisfactoryRemedy,
    );
    for (const item of random.shuffle(candidates).slice(0, publicReports)) item.publicReport = true;
  }
}
