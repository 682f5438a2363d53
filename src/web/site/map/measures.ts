/**
 * What the map can be coloured by.
 */
import { describeRate } from '../words.ts';
import type { MapCouncil, MapFigures, MapRate } from './map-year.ts';

/** The measures in the order in which they are offered. */
export const MEASURE_NAMES = ['uphold', 'compliance', 'remedies', 'per100k'] as const;

/** One of the measures. */
export type MeasureName = (typeof MEASURE_NAMES)[number];

interface Measure {
  readonly title: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  /** What a denominator of 0 means. */
  readonly none: string;
  /** Where classes two to five begin. They are the same for all years, so that years can be compared. */
  readonly steps: readonly [number, number, number, number];
}

/** The measures by name. */
export const MEASURES: Readonly<Record<MeasureName, Measure>> = {
  uphold: {
    title: 'Uphold rate',
    meaning: 'Of the complaints that were investigated, the share in which there was fault.',
    none: 'No investigations',
    steps: [30, 45, 60, 75],
  },
  compliance: {
    title: 'Compliance',
    meaning:
      'Of the cases with a recommendation, the share in which the council did it, on time or late.',
    none: 'Nothing was due',
    steps: [80, 90, 95, 100],
  },
  remedies: {
    title: 'Satisfactory remedies',
    meaning:
      'Of the complaints that were upheld, the share that the council had already put right.',
    none: 'Nothing was upheld',
    steps: [5, 10, 20, 30],
  },
  per100k: {
    title: 'Upheld per 100,000',
    meaning: 'Upheld complaints for every 100,000 people who live in the area.',
    none: 'Not known',
    steps: [1, 2, 4, 6],
  },
};

const decimal = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A value of a measure: "69%" or "3.4". */
export function writeMeasure(measure: MeasureName, value: number): string {
  return measure === 'per100k' ? decimal.format(value) : `${value}%`;
}

function rateOf(measure: MeasureName, figures: MapFigures): MapRate | undefined {
  return measure === 'per100k' ? undefined : figures[measure];
}

/** The value that the map is coloured by; null where there is none. */
export function readValue(measure: MeasureName, { figures }: MapCouncil): number | null {
  if (figures === undefined) return null;
  if (measure === 'per100k') return figures.per100k;
  return rateOf(measure, figures)?.percent ?? null;
}

/** The average of similar councils; null where none is known. */
export function readSimilar(measure: MeasureName, { figures }: MapCouncil): number | null {
  return figures?.similar[measure] ?? null;
}

/** The value for a person, also where there is none: "69%, 37 of 54", "No investigations". */
export function sayMeasure(measure: MeasureName, council: MapCouncil): string {
  const { figures } = council;
  if (figures === undefined) return 'Not known';
  if (measure === 'per100k') {
    return figures.per100k === null ? 'Not known' : writeMeasure(measure, figures.per100k);
  }
  const rate = rateOf(measure, figures);
  if (rate === undefined) return 'Not known';
  const { main, detail } = describeRate(rate, MEASURES[measure].none);
  return detail === null ? main : `${main}, ${detail}`;
}

/** The class from 0 (least) to 4 (most), or `none`. */
export function classOf(measure: MeasureName, council: MapCouncil): number | 'none' {
  const value = readValue(measure, council);
  return value === null ? 'none' : MEASURES[measure].steps.filter((step) => value >= step).length;
}

/** What the classes cover: "under 30%", "30% to 44%", … "75% and over". */
export function describeClasses(measure: MeasureName): readonly string[] {
  const { steps } = MEASURES[measure];
  const unit = measure === 'per100k' ? 0.1 : 1;
  const write = (value: number): string => writeMeasure(measure, value);
  const between = steps.slice(1).map((step, index) => {
    const from = steps[index] ?? 0;
    return from === step - unit ? write(from) : `${write(from)} to ${write(step - unit)}`;
  });
  const last = steps[3] === 100 ? '100%' : `${write(steps[3])} and over`;
  return [`under ${write(steps[0])}`, ...between, last];
}
