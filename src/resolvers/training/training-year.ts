import { TrainingAudience } from '../../schema/training/training-audience.enum.ts';
import { TrainingYear } from '../../schema/training/training-year.type.ts';
import type { OperationContext } from '../operation-context.ts';
import { allCourseCounts, seminarsByYear } from './training.loader.ts';
import type { CourseCount } from './training.repository.ts';

/** All training of a year. Null for a year of which none is known. */
export async function loadTrainingYear(
  yearEnding: number,
  context: OperationContext,
): Promise<TrainingYear | null> {
  const [counts, seminars] = await Promise.all([
    context.loader(allCourseCounts).load('all'),
    context.loader(seminarsByYear).load(yearEnding),
  ]);
  const ofYear = counts.filter((row) => row.yearEnding === yearEnding);
  const before = counts.filter((row) => row.yearEnding === yearEnding - 1);
  if (ofYear.length === 0 && seminars.length === 0) return null;
  const year = new TrainingYear();
  year.yearEnding = yearEnding;
  year.courses = total(ofYear).courses;
  year.change = before.length === 0 ? null : year.courses - total(before).courses;
  year.people = total(ofYear).people;
  year.byAudience = Object.values(TrainingAudience).map((audience) => ({
    audience,
    ...total(ofYear.filter((row) => row.audience === audience)),
  }));
  year.bySector = [...new Set(ofYear.map((row) => row.sector))]
    .map((sector) => ({ sector, ...total(ofYear.filter((row) => row.sector === sector)) }))
    .sort((a, b) => b.courses - a.courses || a.sector.localeCompare(b.sector, 'en-GB'));
  year.careProviderRecord = isCareProviderRecord(counts, yearEnding);
  year.seminars = seminars;
  year.seminarDelegates = seminars.reduce((sum, seminar) => sum + seminar.delegates, 0);
  year.sample = [...ofYear, ...seminars].some((row) => row.sample);
  return year;
}

function total(rows: readonly CourseCount[]): { courses: number; people: number } {
  return rows.reduce(
    (sum, row) => ({ courses: sum.courses + row.courses, people: sum.people + row.people }),
    { courses: 0, people: 0 },
  );
}

/** More than in every earlier year, of which there must be one. */
function isCareProviderRecord(counts: readonly CourseCount[], yearEnding: number): boolean {
  const byYear = new Map<number, number>();
  for (const row of counts) {
    const held = row.audience === TrainingAudience.CARE_PROVIDER ? row.courses : 0;
    byYear.set(row.yearEnding, (byYear.get(row.yearEnding) ?? 0) + held);
  }
  const earlier = [...byYear].filter(([year]) => year < yearEnding).map(([, held]) => held);
  return earlier.length > 0 && (byYear.get(yearEnding) ?? 0) > Math.max(...earlier);
}
