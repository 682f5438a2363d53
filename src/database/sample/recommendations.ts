import type { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import type { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { allot } from './allot.ts';
import { Random } from './random.ts';
import { writePersonalRemedies, writeServiceImprovements } from './recommendation-words.ts';
import type { SampleCase } from './sample-case.ts';
import { dateOf, workingDay } from './sample-days.ts';
import { sampleEnd, yearTargets } from './sample-targets.ts';

/** One recommendation of the sample. */
export interface SampleRecommendation {
  reference: string;
  number: number;
  kind: RecommendationKind;
  remedy: string;
  text: string;
  dueOn: string;
  settledOn: string | null;
  compliance: Compliance | null;
}

/** Share of upheld cases that lead to recommendations: 1,929 of 2,456 in 2019 (see `data/national-totals.csv`). */
const casesWithRecommendations = 1929 / 2456;

/** Printed for 2019: 99.4% of compliance outcomes were complied with, 8% of them late. */
const notCompliedShare = 0.006;
const lateShare = 0.08;

/** Councils that are known to have complied in every case: Birmingham in 2020. */
const alwaysComply = new Set(['E08000025']);

/** The recommendations of the sample's upheld cases, in order of their references. */
export function createRecommendations(cases: readonly SampleCase[]): SampleRecommendation[] {
  const chosen = yearTargets.flatMap((targets) => {
    const upheld = cases.filter(
      (item) => item.decidedYear === targets.yearEnding && item.outcome === 'UPHELD',
    );
    const random = new Random(`recommendations ${targets.yearEnding}`);
    const picked = chooseCases(upheld, random);
    const counts = countRecommendations(picked.length, targets, random);
    return picked.map((item, at) => ({ item, ...(counts[at] ?? { personal: 1, service: 0 }) }));
  });
  const compliances = chooseCompliances(chosen.map(({ item }) => item));
  return chosen
    .flatMap(({ item, personal, service }, at) =>
      recommend(item, personal, service, compliances[at] ?? 'ON_TIME'),
    )
    .toSorted((a, b) => compareText(a.reference, b.reference) || a.number - b.number);
}

/** Those with public reports always; of the others where the council had not put things right, as many as are due. */
function chooseCases(upheld: readonly SampleCase[], random: Random): SampleCase[] {
  const wanted = Math.round(upheld.length * casesWithRecommendations);
  const open = random.shuffle(upheld.filter((item) => !item.satisfactoryRemedy));
  const picked = [
    ...open.filter((item) => item.publicReport),
    ...open.filter((item) => !item.publicReport),
  ].slice(0, wanted);
  return picked.toSorted((a, b) => (a.decidedDay ?? 0) - (b.decidedDay ?? 0));
}

function countRecommendations(
  cases: number,
  targets: { personalRemedies: number; serviceImprovements: number },
  random: Random,
) {
  const service = allot(
    targets.serviceImprovements,
    Array.from({ length: cases }, () => ({ weight: random.factor(0.8), most: 3 })),
    random,
  );
  // A case without a service improvement has at least one personal remedy.
  const least = service.map((count) => (count === 0 ? 1 : 0));
  const rest = targets.personalRemedies - least.reduce((sum: number, count) => sum + count, 0);
  const more = allot(
    rest,
    Array.from({ length: cases }, () => ({ weight: random.factor(0.5), most: 3 })),
    random,
  );
  return service.map((count, at) => ({
    service: count,
    personal: (least[at] ?? 0) + (more[at] ?? 0),
  }));
}

/** Spread evenly over the years, so that each year's compliance is that of all. */
function chooseCompliances(cases: readonly SampleCase[]): Compliance[] {
  let missed = 0.5;
  let late = 0.25;
  return cases.map((item) => {
    missed += notCompliedShare;
    late += lateShare;
    if (missed >= 1 && !alwaysComply.has(item.councilCode)) {
      missed -= 1;
      return 'NOT_COMPLIED';
    }
    if (late < 1) return 'ON_TIME';
    late -= 1;
    return 'LATE';
  });
}

function recommend(
  item: SampleCase,
  personal: number,
  service: number,
  together: Compliance,
): SampleRecommendation[] {
  const random = new Random(`recommendations of ${item.reference}`);
  const count = personal + service;
  // One of them decides how the case is settled; the others are on time.
  const deciding = random.whole(1, count);
  const decidedDay = item.decidedDay ?? 0;
  const texts = [
    ...writePersonalRemedies(item, random).slice(0, personal),
    ...writeServiceImprovements(item, random).slice(0, service),
  ];
  return texts.map((words, at) => {
    const isPersonal = at < personal;
    const dueDay =
      decidedDay + (isPersonal ? random.pick([28, 30, 42]) : random.pick([60, 84, 91]));
    const compliance = at + 1 === deciding ? together : 'ON_TIME';
    const settledDay = settle(decidedDay, dueDay, compliance, random);
    const isSettled = dateOf(settledDay) <= sampleEnd;
    return {
      reference: item.reference,
      number: at + 1,
      kind: isPersonal ? 'PERSONAL_REMEDY' : 'SERVICE_IMPROVEMENT',
      ...words,
      dueOn: dateOf(dueDay),
      settledOn: isSettled ? dateOf(settledDay) : null,
      compliance: isSettled ? compliance : null,
    };
  });
}

function settle(decidedDay: number, dueDay: number, compliance: Compliance, random: Random) {
  if (compliance === 'ON_TIME') {
    return workingDay(random.whole(decidedDay + 5, dueDay), decidedDay, dueDay);
  }
  const days = compliance === 'LATE' ? random.whole(2, 70) : random.whole(30, 120);
  return workingDay(dueDay + days, dueDay + 1, dueDay + days + 5);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
