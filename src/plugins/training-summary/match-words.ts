import { type CaptionedTable, type ReportFormat, subjectWords } from '../../reports/index.ts';
import type { OfferedCourses, SummaryCouncil } from './query.ts';
import type { SummaryPart } from './summary-content.ts';

/** What courses are matched with. */
interface MatchSources {
  readonly council: SummaryCouncil;
  readonly offered: OfferedCourses;
  readonly yearEnding: number;
  readonly format: ReportFormat;
}

/** How many subjects are matched with courses; more where the last of them is a tie. */
const mostSubjects = 3;

/** Which courses match the subjects in which a council was found at fault most. */
export function describeMatches({
  council,
  offered,
  yearEnding,
  format,
}: MatchSources): SummaryPart {
  const { subjects, source } = council.performance;
  const heading = 'Courses that would help';
  const isKnown = subjects.some(({ upheld }) => upheld !== null);
  const found = findMostUpheld(subjects);
  if (!isKnown || found.length === 0) {
    return { heading, paragraphs: [sayNone(isKnown && source !== 'NONE', council)], tables: [] };
  }
  return {
    heading,
    paragraphs: [
      `These are the subjects in which most complaints about ${council.shortName} were upheld in the year ending March ${yearEnding}, with the courses that we offer on them.`,
    ],
    tables: [tabulate(found, offered, format)],
  };
}

function sayNone(isKnown: boolean, { shortName }: SummaryCouncil): string {
  return isKnown
    ? `We upheld no complaint about ${shortName} in the year, so nothing points to one course rather than another.`
    : `In which subjects complaints about ${shortName} were upheld was not published for this year.`;
}

type SubjectCount = SummaryCouncil['performance']['subjects'][number];
type UpheldSubject = Pick<SubjectCount, 'subject'> & { readonly upheld: number };

/** The subjects with most complaints upheld, most first; all that share the last place. */
export function findMostUpheld(subjects: readonly SubjectCount[]): UpheldSubject[] {
  const upheld = subjects
    .flatMap(({ subject, upheld: count }) =>
      count === null || count === 0 ? [] : [{ subject, upheld: count }],
    )
    .toSorted((a, b) => b.upheld - a.upheld);
  const least = upheld[mostSubjects - 1]?.upheld ?? 0;
  return upheld.filter((one) => one.upheld >= least);
}

function tabulate(
  found: readonly UpheldSubject[],
  offered: OfferedCourses,
  format: ReportFormat,
): CaptionedTable {
  return {
    caption: 'Subjects and courses',
    columns: [
      { title: 'Subject', width: 32 },
      { title: 'Upheld', align: 'right' },
      { title: 'Courses' },
    ],
    rows: found.map(({ subject, upheld }) => [
      subjectWords[subject],
      format.count(upheld),
      nameCourses(coursesOn(subject, offered)),
    ]),
    note: '',
  };
}

/** Courses on a subject: those on it alone, or where there are none, those on more. */
function coursesOn(subject: SubjectCount['subject'], offered: OfferedCourses): OfferedCourses {
  const matching = offered.filter(({ subjects }) => subjects.includes(subject));
  const fewest = Math.min(...matching.map(({ subjects }) => subjects.length));
  return matching.filter(({ subjects }) => subjects.length === fewest);
}

/** "Adult social care: Effective complaint handling, Learning from complaints". */
function nameCourses(courses: OfferedCourses): string {
  const sectors = [...new Set(courses.map(({ sector }) => sector))];
  return (
    sectors
      .map((name) => {
        const titles = courses.filter(({ sector }) => sector === name).map(({ title }) => title);
        return `${name}: ${titles.join(', ')}`;
      })
      .join('; ') || 'None yet: please ask us'
  );
}
