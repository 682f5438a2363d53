import type { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { allot } from './allot.ts';
import { Random } from './random.ts';
import { existsThrough, type SampleCouncil } from './sample-council.ts';
import { dateOf, firstDay, lastDay, workingDay } from './sample-days.ts';

/** A course of the sample as it was held. */
export interface SampleCourse {
  title: string;
  audience: TrainingAudience;
  sector: string;
  heldOn: string;
  place: string;
  councilCode: string | null;
  provider: string | null;
  delegates: number;
}

interface TrainingTargets {
  yearEnding: number;
  forCouncils: number;
  forCareProviders: number;
  people: number;
}

/**
 * Printed in the letters of July 2020: 118 courses in the year to March 2020, 47 more than the year before; more than
 * 1,400 people; more courses for adult care providers than ever. How they divide, and the years before 2019, are made
 * up.
 */
const trainingTargets: readonly TrainingTargets[] = [
  { yearEnding: 2016, forCouncils: 43, forCareProviders: 6, people: 612 },
  { yearEnding: 2017, forCouncils: 46, forCareProviders: 8, people: 655 },
  { yearEnding: 2018, forCouncils: 50, forCareProviders: 12, people: 748 },
  { yearEnding: 2019, forCouncils: 55, forCareProviders: 16, people: 861 },
  { yearEnding: 2020, forCouncils: 76, forCareProviders: 42, people: 1437 },
];

/** The courses of all years, in order of their dates. */
export function createCourses(councils: readonly SampleCouncil[]): SampleCourse[] {
  return trainingTargets.flatMap((targets) => createYear(targets, councils));
}

function createYear(targets: TrainingTargets, councils: readonly SampleCouncil[]): SampleCourse[] {
  const { yearEnding, forCouncils, forCareProviders, people } = targets;
  const random = new Random(`courses ${yearEnding}`);
  const count = forCouncils + forCareProviders;
  const delegates = allot(
    people,
    Array.from({ length: count }, () => ({ weight: random.factor(0.25), most: 20 })),
    random,
  );
  const existing = councils.filter((council) => existsThrough(council, yearEnding));
  const hosts = random.shuffle(existing.filter((council) => council.type !== 'DISTRICT'));
  const days = random.shuffle(teachingDays(yearEnding));
  const courses = delegates.map((number, at): SampleCourse => {
    const heldOn = dateOf(days[at] ?? firstDay(yearEnding));
    if (at < forCouncils) {
      const host = hosts[at % hosts.length] ?? random.pick(existing);
      return {
        ...random.pick(councilCourses),
        audience: 'COUNCIL',
        heldOn,
        place: host.shortName,
        councilCode: host.code,
        provider: null,
        delegates: number,
      };
    }
    const town = random.pick(towns);
    return {
      ...random.pick(careProviderCourses),
      audience: 'CARE_PROVIDER',
      heldOn,
      place: town,
      councilCode: null,
      provider: `Care providers in and around ${town}`,
      delegates: number,
    };
  });
  return courses.toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1));
}

/** The working days of a year but for its last two weeks: in March 2020 courses stopped. */
function teachingDays(yearEnding: number): number[] {
  const [first, last] = [firstDay(yearEnding), lastDay(yearEnding) - 16];
  const days = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  return days.filter((day) => workingDay(day, first, last) === day);
}

const councilCourses = [
  { title: 'Effective complaint handling', sector: 'Local authority services' },
  { title: 'Effective complaint handling', sector: 'Local authority services' },
  { title: 'Effective complaint handling', sector: 'Adult social care' },
  { title: 'Effective complaint handling', sector: 'Children’s services' },
  { title: 'Putting things right: remedies', sector: 'Local authority services' },
  { title: 'Investigating a complaint', sector: 'Local authority services' },
];

const careProviderCourses = [
  { title: 'Complaints in adult care', sector: 'Adult social care' },
  { title: 'Complaints in adult care', sector: 'Adult social care' },
  { title: 'Learning from complaints', sector: 'Adult social care' },
];

const towns = [
  'Birmingham',
  'Bristol',
  'Cambridge',
  'Coventry',
  'Exeter',
  'Leeds',
  'Leicester',
  'London',
  'Manchester',
  'Newcastle upon Tyne',
  'Norwich',
  'Nottingham',
  'Plymouth',
  'Reading',
  'Sheffield',
  'Southampton',
  'York',
];
