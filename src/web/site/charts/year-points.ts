/**
 * What a chart of years is made of.
 */

/** What the values of a chart are counted in. */
export type ChartUnit = 'percent' | 'per100k' | 'count';

/** A year of a chart. */
export interface YearPoint {
  /** The year ending 31 March. */
  readonly yearEnding: number;
  /** Null where there is none: the line has a gap. */
  readonly value: number | null;
  /** The value for a person, such as "69%, 37 of 54" or "No investigations". */
  readonly words: string;
  /** The average of similar councils. Absent: the chart has no second line. */
  readonly similar?: number | null;
}

const one = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const whole = new Intl.NumberFormat('en-GB');

/** A value with its unit: "69%", "3.4", "1,204". */
export function writeValue(unit: ChartUnit, value: number): string {
  if (unit === 'percent') return `${value}%`;
  return unit === 'per100k' ? one.format(value) : whole.format(value);
}

/** Where the value axis ends: 100% for percentages, else a round number that no value is above. */
export function findTop(unit: ChartUnit, points: readonly YearPoint[]): number {
  if (unit === 'percent') return 100;
  const most = Math.max(0, ...points.flatMap(({ value, similar }) => [value ?? 0, similar ?? 0]));
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  return [1, 2, 4, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most;
}

/** The years of a chart one by one, also those of which there is no point, oldest first. */
export function fillYears(points: readonly YearPoint[]): YearPoint[] {
  const years = points.map(({ yearEnding }) => yearEnding);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const yearEnding = first + index;
    const known = points.find((point) => point.yearEnding === yearEnding);
    return known ?? { yearEnding, value: null, words: 'Not known' };
  });
}
