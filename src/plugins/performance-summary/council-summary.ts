import {
  type CaptionedTable,
  councilTypeWords,
  encodeSegment,
  type ReportFormat,
} from '../../reports/index.ts';
import { describeOutcomes, describeSubjects, showCount } from './count-tables.ts';
import type { CouncilYear, SummaryCouncil } from './query.ts';
import { highlightRate, rateNames, rateWords, tabulateRates } from './rate-words.ts';
import { addRecommendations, describeRecommendations } from './recommendation-tables.ts';
import { describeStanding } from './standing-words.ts';
import { type SummaryContent, type SummaryPart, sampleNotice } from './summary-content.ts';

/** Puts a council's years into words, the last of them first. At least one year is known. */
export function writeCouncilSummary(
  council: SummaryCouncil,
  last: CouncilYear,
  format: ReportFormat,
  link: (path: string) => string,
): SummaryContent {
  const history = council.performanceHistory;
  const years = history.map(({ yearEnding }) => yearEnding);
  const span = sayYears(years);
  return {
    subject: `Performance summary ${span.replace(' to ', '–')}: ${council.name}`,
    preheader: `Rates, outcomes, recommendations and place among similar councils, ${span}`,
    title: 'Performance summary',
    subtitle: `${council.name}: ${years.length === 1 ? 'year' : 'years'} ending 31 March ${span}`,
    notices: history.some(({ sample }) => sample) ? [sampleNotice] : [],
    highlights: rateNames.map((name) =>
      highlightRate(
        name,
        last[name],
        compareWithSimilar(last, name, format),
        format,
        years.length === 1 ? undefined : last.yearEnding,
      ),
    ),
    parts: [
      describeYears(council, format),
      describeRates(council, format),
      describeLastCounts(history, last, format),
      describeStanding(council, history, format),
      describeAgreed(history, span, format),
    ],
    notes: [
      `Similar councils are ${councilTypeWords[last.similar?.councilType ?? council.type]}; their average is pooled, that is, worked out over all of them together.`,
      ...history.flatMap(({ yearEnding, sourceNote }) =>
        sourceNote === null ? [] : [`Printed figures of ${yearEnding}: ${sourceNote}`],
      ),
    ],
    links: [
      {
        label: `${council.shortName} on our website`,
        url: link(`/councils/${encodeSegment(council.slug)}`),
      },
    ],
  };
}

/** "2016 to 2020", "2020". */
function sayYears(years: readonly number[]): string {
  const [first, last] = [years[0], years.at(-1)];
  return first === last ? String(first) : `${first} to ${last}`;
}

function compareWithSimilar(
  year: CouncilYear,
  name: (typeof rateNames)[number],
  format: ReportFormat,
): string {
  const percent = year.similar?.[name]?.percent ?? null;
  return percent === null
    ? 'No average of similar councils was published.'
    : `Similar councils: ${format.percent(percent)}.`;
}

function describeYears(
  { performanceHistory: history, pandemic, newProcess }: SummaryCouncil,
  format: ReportFormat,
): SummaryPart {
  const show = showCount(format);
  const years = history.map(({ yearEnding }) => yearEnding);
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const missing = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    (year) => !years.includes(year),
  );
  const breaks = [pandemic, newProcess].filter(
    ({ yearEnding, breakNote }) => breakNote !== null && yearEnding >= first && yearEnding <= last,
  );
  return {
    heading: years.length === 1 ? 'The year' : 'The years',
    paragraphs: [
      ...(missing.length === 0
        ? []
        : [`No figures are known of ${format.list(missing.map(String))}.`]),
      ...breaks.map(
        ({ yearEnding, breakNote }) =>
          `${years.includes(yearEnding) ? '* ' : ''}${yearEnding}: ${breakNote}`,
      ),
    ],
    tables: [
      {
        caption: 'Complaints by year',
        columns: [
          { title: 'Year' },
          { title: 'Received', align: 'right' },
          { title: 'Decided', align: 'right' },
          { title: 'Upheld', align: 'right' },
          { title: 'Figures' },
        ],
        rows: history.map((year) => [
          labelYear(year.yearEnding, breaks),
          show(year.received),
          show(year.decided),
          show(year.upheld.numerator),
          saySource(year),
        ]),
        note: 'Printed: published at the time. Casework: counted from the cases. Frozen: counted, and kept as they were when the letter went out.',
      },
    ],
  };
}

function labelYear(yearEnding: number, breaks: readonly { readonly yearEnding: number }[]): string {
  return breaks.some((one) => one.yearEnding === yearEnding) ? `${yearEnding}*` : `${yearEnding}`;
}

function saySource({ source, frozenAt }: CouncilYear): string {
  if (source === 'PUBLISHED') return 'printed';
  return frozenAt === null ? 'casework' : 'frozen';
}

function describeRates(council: SummaryCouncil, format: ReportFormat): SummaryPart {
  const { performanceHistory: history, pandemic, newProcess } = council;
  const breaks = [pandemic, newProcess].filter(({ breakNote }) => breakNote !== null);
  return {
    heading: history.length === 1 ? 'The three rates' : 'The three rates over the years',
    paragraphs: [],
    tables: [
      ...rateNames.map((name) =>
        tabulateRates(
          {
            caption: rateWords[name].title,
            note: rateWords[name].meaning,
            first: 'Year',
            own: 'The council',
            other: 'Similar councils',
          },
          history.map((year) => ({
            label: labelYear(year.yearEnding, breaks),
            own: year[name],
            other: year.similar?.[name]?.percent ?? null,
          })),
          format,
        ),
      ),
      tabulatePer100k(history, breaks, format),
    ],
  };
}

function tabulatePer100k(
  history: readonly CouncilYear[],
  breaks: readonly { readonly yearEnding: number }[],
  format: ReportFormat,
): CaptionedTable {
  const show = (value: number | null): string =>
    value === null ? 'not known' : format.decimal(value);
  return {
    caption: 'Complaints upheld for every 100,000 people',
    columns: [
      { title: 'Year', width: 24 },
      { title: 'The council', width: 41 },
      { title: 'Similar councils', width: 35 },
    ],
    rows: history.map((year) => [
      labelYear(year.yearEnding, breaks),
      show(year.upheldPer100k),
      show(year.similar?.upheldPer100k ?? null),
    ]),
    note: '',
  };
}

/** Outcomes and subjects of the last year for which either is known whole. */
function describeLastCounts(
  history: readonly CouncilYear[],
  last: CouncilYear,
  format: ReportFormat,
): SummaryPart {
  const known = history.findLast(
    ({ outcomes, subjects }) =>
      outcomes.every(({ count }) => count !== null) ||
      subjects.some(({ received, decided }) => received !== null || decided !== null),
  );
  const year = known ?? last;
  // The rates of many years leave no room for bars below the size at which mail programs cut off.
  const hasBars = history.length <= mostYearsWithBars;
  const later = history
    .filter(({ yearEnding }) => known !== undefined && yearEnding > known.yearEnding)
    .map(({ yearEnding }) => String(yearEnding));
  return {
    heading: `Outcomes and subjects, ${year.yearEnding}`,
    paragraphs:
      later.length === 0
        ? []
        : [`Outcomes and subjects of ${format.list(later)} were not published in full.`],
    tables: [describeOutcomes(year, format, hasBars), describeSubjects(year, format, hasBars)],
  };
}

/** Of how many years a summary may be whose outcomes and subjects have bars. */
const mostYearsWithBars = 4;

function describeAgreed(
  history: readonly CouncilYear[],
  span: string,
  format: ReportFormat,
): SummaryPart {
  const told = history.filter(({ recommendationCounts }) => recommendationCounts !== null);
  const untold = history.filter(({ recommendationCounts }) => recommendationCounts === null);
  const frozen = told.filter(({ frozenAt }) => frozenAt !== null);
  if (told.length === 0) {
    return {
      heading: 'What was recommended',
      paragraphs: [`Recommendations by kind were not published for ${span}.`],
      tables: [],
    };
  }
  const list = (years: readonly CouncilYear[]): string =>
    format.list(years.map(({ yearEnding }) => String(yearEnding)));
  return describeRecommendations(
    addRecommendations(told.flatMap(({ recommendationCounts }) => recommendationCounts ?? [])),
    told.length === 1
      ? `Recommendations of the year ending March ${list(told)}.`
      : `Recommendations of ${list(told)} together.`,
    [
      ...(untold.length === 0 ? [] : [`They were not published for ${list(untold)}.`]),
      ...(frozen.length === 0
        ? []
        : [`They follow the casework of today, also where rates are frozen (${list(frozen)}).`]),
    ],
    format,
  );
}
