import { type CaptionedTable, encodeSegment, type ReportFormat } from '../../reports/index.ts';
import { describeAttendance, describeCouncilHighlights } from './attendance-words.ts';
import { describeMatches } from './match-words.ts';
import type { OfferedCourses, SummaryCouncil, Year, YearBefore } from './query.ts';
import { describeAudiences, describeSectors, describeSeminars } from './year-tables.ts';

/** A figure to begin with, and what it says. */
export interface Highlight {
  readonly figure: string;
  readonly title: string;
  readonly sentence: string;
}

/** Paragraphs and tables under a heading. */
export interface SummaryPart {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly CaptionedTable[];
}

/** Everything a summary says, in words, before it is laid out: HTML and text say the same. */
export interface SummaryContent {
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly subtitle: string;
  readonly notices: readonly string[];
  readonly highlights: readonly Highlight[];
  readonly parts: readonly SummaryPart[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/** What the words are made from. */
export interface SummarySources {
  readonly year: Year;
  readonly before: YearBefore;
  readonly council: SummaryCouncil | null;
  readonly offered: OfferedCourses;
  readonly yearEnding: number;
  readonly format: ReportFormat;
  readonly link: (path: string) => string;
}

/** Puts a year of training into words, a council's part of it first where one is asked for. */
export function writeSummary(sources: SummarySources): SummaryContent {
  const { year, before, council, yearEnding, format, link } = sources;
  const period = `year ending ${format.date(`${yearEnding}-03-31`)}`;
  const highlights = describeHighlights(year, before, format);
  const isSample = year.sample || (council?.performance.sample ?? false);
  return {
    subject: `Training summary ${yearEnding}${council === null ? '' : `: ${council.name}`}`,
    preheader:
      council === null
        ? `Courses, people and seminars of the ${period}`
        : `What officers attended in the ${period}, and what would help`,
    title: `Training summary ${yearEnding}`,
    subtitle: `${council === null ? 'Councils and care providers' : council.name}: ${period}`,
    notices: isSample ? ['The figures are sample data, made up to show how a summary looks.'] : [],
    highlights: council === null ? highlights : describeCouncilHighlights(council, format),
    parts: [
      ...(council === null ? [] : describeCouncil(council, sources)),
      {
        heading: council === null ? 'Courses' : 'All courses of the year',
        paragraphs: council === null ? [] : highlights.slice(0, 2).map(sayHighlight),
        tables: [describeAudiences(year, before, format), describeSectors(year, before, format)],
      },
      {
        heading: council === null ? 'Seminars' : 'All seminars of the year',
        paragraphs: council === null ? [] : highlights.slice(2).map(sayHighlight),
        tables: [describeSeminars(year, format)],
      },
    ],
    links:
      council === null
        ? []
        : [
            {
              label: `${council.shortName} on our website`,
              url: link(`/councils/${encodeSegment(council.slug)}`),
            },
          ],
  };
}

function describeCouncil(
  council: SummaryCouncil,
  { offered, yearEnding, format }: SummarySources,
): SummaryPart[] {
  return [
    describeAttendance(council, format),
    describeMatches({ council, offered, yearEnding, format }),
  ];
}

function describeHighlights(year: Year, before: YearBefore, format: ReportFormat): Highlight[] {
  const { courses, people, seminars, seminarDelegates, seminarAuthorities } = year;
  const authorities = format.plural(seminarAuthorities, 'authority', 'authorities');
  return [
    {
      figure: format.count(courses),
      title: courses === 1 ? 'Course held' : 'Courses held',
      sentence: `${compareYears(courses, before?.courses, format)}${
        year.careProviderRecord
          ? ' More of them were for adult care providers than in any year before.'
          : ''
      }`,
    },
    {
      figure: format.count(people),
      title: people === 1 ? 'Person trained' : 'People trained',
      sentence: compareYears(people, before?.people, format),
    },
    {
      figure: format.count(seminarDelegates),
      title: seminarDelegates === 1 ? 'Seminar delegate' : 'Seminar delegates',
      sentence:
        seminars.length === 0
          ? 'No seminar was held in the year.'
          : `They came from ${authorities} to ${format.plural(seminars.length, 'seminar', 'seminars')}. ${compareYears(seminarDelegates, before?.seminarDelegates, format)}`,
    },
  ];
}

/** A highlight of the whole year, in a council's summary: "Courses held: 118. 47 more than …". */
function sayHighlight({ figure, title, sentence }: Highlight): string {
  return `${title}: ${figure}. ${sentence}`;
}

/** How a count compares with the year before, one sentence. */
export function compareYears(
  count: number,
  before: number | undefined,
  format: ReportFormat,
): string {
  if (before === undefined) return 'Nothing is on record for the year before.';
  if (count === before) return 'As many as the year before.';
  const word = count > before ? 'more' : 'fewer';
  return `${format.count(Math.abs(count - before))} ${word} than the year before (${format.count(before)}).`;
}
