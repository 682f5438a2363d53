import type { CaptionedTable, ReportFormat } from '../../reports/index.ts';
import type { SummaryCouncil } from './query.ts';
import type { Highlight, SummaryPart } from './summary-content.ts';

/** A council's own figures of the year. None where the training records did not answer. */
export function describeCouncilHighlights(
  { training }: SummaryCouncil,
  format: ReportFormat,
): Highlight[] {
  if (training === null) return [];
  const { courses, seminars } = training;
  const people = courses.reduce((sum, course) => sum + course.people, 0);
  return [
    {
      figure: format.count(courses.length),
      title: courses.length === 1 ? 'Course held for the council' : 'Courses held for the council',
      sentence:
        courses.length === 0
          ? 'None in the year.'
          : `${format.plural(people, 'person', 'people')} trained.`,
    },
    {
      figure: format.count(seminars.length),
      title: seminars.length === 1 ? 'Seminar attended' : 'Seminars attended',
      sentence:
        seminars.length === 0
          ? 'None in the year.'
          : `Officers came to ${format.list([...new Set(seminars.map(({ place }) => place))])}.`,
    },
  ];
}

/** What a council's officers attended in the year. */
export function describeAttendance(council: SummaryCouncil, format: ReportFormat): SummaryPart {
  const heading = `What officers of ${council.shortName} attended`;
  if (council.training === null) {
    return {
      heading,
      paragraphs: [
        'What they attended could not be found out: the training records did not answer.',
      ],
      tables: [],
    };
  }
  const { courses, seminars } = council.training;
  const people = courses.reduce((sum, course) => sum + course.people, 0);
  return {
    heading,
    paragraphs: [
      ...(courses.length === 0 ? ['We held no course for the council in the year.'] : []),
      seminars.length === 0
        ? 'The council sent nobody to a seminar.'
        : `Seminars: ${format.list(
            seminars.map(
              ({ series, place, heldOn }) => `${series}, ${place}, ${format.date(heldOn)}`,
            ),
          )}.`,
    ],
    tables: courses.length === 0 ? [] : [describeCourses(courses, people, format)],
  };
}

function describeCourses(
  courses: NonNullable<SummaryCouncil['training']>['courses'],
  people: number,
  format: ReportFormat,
): CaptionedTable {
  return {
    caption: 'Courses held for the council',
    columns: [
      { title: 'Course', width: 44 },
      { title: 'Date' },
      { title: 'Place' },
      { title: 'People', align: 'right' },
    ],
    rows: [
      ...courses.map(({ course, heldOn, place, people: trained }) => [
        `${course.title} (${course.sector})`,
        format.date(heldOn),
        place,
        format.count(trained),
      ]),
      ['All', '', '', format.count(people)],
    ],
    total: true,
    note: '',
  };
}
