import {
  type CaptionedTable,
  type HtmlValue,
  html,
  percentBar,
  type ReportFormat,
} from '../../reports/index.ts';
import type { SummaryRate } from './query.ts';
import { type Highlight, notPublished } from './summary-content.ts';

/** The three rates, in the order in which they are told. */
export const rateNames = ['upheld', 'compliance', 'satisfactoryRemedies'] as const;
export type RateName = (typeof rateNames)[number];

interface RateWords {
  readonly title: string;
  readonly meaning: string;
  /** Why there is no rate where nothing was counted. */
  readonly none: string;
  /** What it is out of: "investigation", "investigations". */
  readonly base: readonly [string, string];
}

export const rateWords: Readonly<Record<RateName, RateWords>> = {
  upheld: {
    title: 'Uphold rate',
    meaning: 'Complaints upheld, out of all detailed investigations decided in the year.',
    none: 'No detailed investigation was completed, so that there is no rate.',
    base: ['investigation', 'investigations'],
  },
  compliance: {
    title: 'Compliance rate',
    meaning:
      'Cases in which the council did what it had agreed to do, on time or late, out of all cases whose outcome was recorded in the year.',
    none: 'Nothing came up for the check, so that there is no rate.',
    base: ['case', 'cases'],
  },
  satisfactoryRemedies: {
    title: 'Satisfactory remedy rate',
    meaning:
      'Cases in which the council had offered a satisfactory remedy before the complaint was decided, out of all complaints upheld in the year.',
    none: 'No complaint was upheld, so that there is no rate.',
    base: ['upheld complaint', 'upheld complaints'],
  },
};

/** "61%", "no rate" where nothing was counted, "not published" where nothing is known. */
export function sayPercent(rate: SummaryRate | null, format: ReportFormat): string {
  if (rate === null) return 'not known';
  if (rate.percent !== null) return format.percent(rate.percent);
  return rate.denominator === 0 ? 'no rate' : notPublished;
}

/** "22 of 36"; "of 36" where only the base was printed. Empty where there is no rate, or no base. */
export function sayWorking(rate: SummaryRate | null, format: ReportFormat): string {
  if (rate === null || rate.percent === null || rate.denominator === null) return '';
  const base = format.count(rate.denominator);
  return rate.numerator === null ? `of ${base}` : `${format.count(rate.numerator)} of ${base}`;
}

/** A rate as the figure to begin with, its year named where there are several. */
export function highlightRate(
  name: RateName,
  rate: SummaryRate | null,
  comparison: string,
  format: ReportFormat,
  yearEnding?: number,
): Highlight {
  const { title, none, base } = rateWords[name];
  const figure = sayPercent(rate, format);
  const working = sayWorking(rate, format);
  const count = rate?.denominator ?? null;
  const sentence =
    rate === null
      ? 'The casework that tells it did not answer.'
      : count === 0
        ? none
        : rate.percent === null
          ? 'It was not published for this year.'
          : working === '' || count === null
            ? 'The counts behind it were not published.'
            : `${working.charAt(0).toUpperCase()}${working.slice(1)} ${count === 1 ? base[0] : base[1]}.`;
  return {
    figure: figure.charAt(0).toUpperCase() + figure.slice(1),
    title: yearEnding === undefined ? title : `${title}, ${yearEnding}`,
    sentence: `${sentence} ${comparison}`.trim(),
  };
}

/** One line of a table of rates: the own rate beside another. */
export interface RateLine {
  readonly label: string;
  readonly own: SummaryRate | null;
  /** The percentage it is compared with. */
  readonly other: number | null;
}

// Mail programs cut off what is longer than 102 kB, so that the bars of long tables give way: the other's first.
const mostCompared = 3;
const mostDrawn = 4;

/** Rates beside those of others, with bars. */
export function tabulateRates(
  words: Pick<CaptionedTable, 'caption' | 'note'> & {
    readonly first: string;
    readonly own: string;
    readonly other: string;
  },
  lines: readonly RateLine[],
  format: ReportFormat,
): CaptionedTable {
  const sayOther = (percent: number | null): string =>
    percent === null ? notPublished : format.percent(percent);
  return {
    caption: words.caption,
    columns: [
      { title: words.first, width: 24 },
      { title: words.own, width: 41 },
      { title: words.other, width: 35 },
    ],
    rows: lines.map(({ label, own, other }) => [
      label,
      barCell(sayRate(own, format), lines.length > mostDrawn ? null : (own?.percent ?? null)),
      barCell(sayOther(other), lines.length > mostCompared ? null : other, 'compare'),
    ]),
    textRows: lines.map(({ label, own, other }) => [label, sayRate(own, format), sayOther(other)]),
    note: words.note,
  };
}

/** "61% (22 of 36)". */
export function sayRate(rate: SummaryRate | null, format: ReportFormat): string {
  const working = sayWorking(rate, format);
  return `${sayPercent(rate, format)}${working === '' ? '' : ` (${working})`}`;
}

/** Words with a bar below them. */
export function barCell(
  words: string,
  percent: number | null,
  kind: 'bar' | 'compare' = 'bar',
): HtmlValue {
  return percent === null ? words : html`${words}${percentBar(percent, kind)}`;
}
