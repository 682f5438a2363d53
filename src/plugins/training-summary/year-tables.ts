import type { CaptionedTable, ReportFormat } from '../../reports/index.ts';
import type { Year, YearBefore } from './query.ts';

const audienceWords: Readonly<Record<Year['byAudience'][number]['audience'], string>> = {
  COUNCIL: 'Councils',
  CARE_PROVIDER: 'Adult care providers',
};

interface CourseRow {
  readonly words: string;
  readonly courses: number;
  readonly people: number;
  /** `null` when nothing is known of the year before. */
  readonly coursesBefore: number | null;
}

/** Courses and people by audience, beside the year before. */
export function describeAudiences(
  year: Year,
  before: YearBefore,
  format: ReportFormat,
): CaptionedTable {
  const rows = year.byAudience.map(({ audience, courses, people }) => ({
    words: audienceWords[audience],
    courses,
    people,
    coursesBefore: coursesOf(before?.byAudience, (one) => one.audience === audience),
  }));
  return describeCourses('Courses by audience', 'Held for', rows, year, before, format);
}

/** Courses and people by sector, beside the year before. A sector of that year alone is listed too. */
export function describeSectors(
  year: Year,
  before: YearBefore,
  format: ReportFormat,
): CaptionedTable {
  const now = year.bySector.map(({ sector, courses, people }) => ({
    words: sector,
    courses,
    people,
    coursesBefore: coursesOf(before?.bySector, (one) => one.sector === sector),
  }));
  const ended = (before?.bySector ?? [])
    .filter(({ sector }) => !year.bySector.some((one) => one.sector === sector))
    .map(({ sector, courses }) => ({
      words: sector,
      courses: 0,
      people: 0,
      coursesBefore: courses,
    }));
  return describeCourses('Courses by sector', 'Sector', [...now, ...ended], year, before, format);
}

function coursesOf<Count extends { readonly courses: number }>(
  counts: readonly Count[] | undefined,
  isIt: (count: Count) => boolean,
): number | null {
  return counts === undefined ? null : (counts.find(isIt)?.courses ?? 0);
}

function describeCourses(
  caption: string,
  title: string,
  rows: readonly CourseRow[],
  year: Year,
  before: YearBefore,
  format: ReportFormat,
): CaptionedTable {
  const total: CourseRow = {
    words: 'All',
    courses: year.courses,
    people: year.people,
    coursesBefore: before?.courses ?? null,
  };
  const isCompared = before !== null;
  return {
    caption,
    columns: [
      { title },
      { title: 'Courses', align: 'right' },
      ...(isCompared ? [{ title: 'Year before', align: 'right' as const }] : []),
      { title: 'People', align: 'right' },
    ],
    rows:
      year.courses === 0 && (before?.courses ?? 0) === 0
        ? []
        : [...rows, total].map(({ words, courses, people, coursesBefore }) => [
            words,
            format.count(courses),
            ...(isCompared ? [format.count(coursesBefore ?? 0)] : []),
            format.count(people),
          ]),
    total: true,
    note:
      year.courses === 0 && (before?.courses ?? 0) === 0
        ? 'No course was held in the year.'
        : 'A course counts once for each day on which it was held.',
  };
}

/** Seminars by place, earliest first. */
export function describeSeminars(year: Year, format: ReportFormat): CaptionedTable {
  const { seminars, seminarDelegates, seminarAuthorities } = year;
  return {
    caption: 'Delegates and authorities by place',
    columns: [
      { title: 'Place' },
      { title: 'Date' },
      { title: 'Delegates', align: 'right' },
      { title: 'Authorities', align: 'right' },
    ],
    rows:
      seminars.length === 0
        ? []
        : [
            ...seminars.map(({ place, heldOn, delegates, authorities }) => [
              place,
              format.date(heldOn),
              format.count(delegates),
              format.count(authorities),
            ]),
            ['All', '', format.count(seminarDelegates), format.count(seminarAuthorities)],
          ],
    total: true,
    note:
      seminars.length === 0
        ? 'No seminar was held in the year.'
        : 'In the last row an authority that came to several seminars counts once.',
  };
}
