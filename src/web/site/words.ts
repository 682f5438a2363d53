/**
 * The words of the site: names of types and years, and rates in words when there is no percentage.
 */

import { outcomeWords } from '../../reports/casework-words.ts';

/** The five types of council that are averaged with each other, with the name shown to people. */
export const COUNCIL_TYPES: Readonly<Record<string, string>> = {
  COUNTY: 'County',
  DISTRICT: 'District',
  LONDON_BOROUGH: 'London borough',
  METROPOLITAN: 'Metropolitan',
  UNITARY: 'Unitary',
};

/** The nine regions of England, as the Office for National Statistics names them. */
export const REGIONS: readonly string[] = [
  'East Midlands',
  'East of England',
  'London',
  'North East',
  'North West',
  'South East',
  'South West',
  'West Midlands',
  'Yorkshire and The Humber',
];

const whole = new Intl.NumberFormat('en-GB');
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A count with a comma at the thousands: 1,234. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** "31 March 2020" from "2020-03-31". */
export function formatDay(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** "2019 to 2020" for the year ending 2020. */
export function formatYear(yearEnding: number): string {
  return `${yearEnding - 1} to ${yearEnding}`;
}

/** The name of a type of council; a type that we do not know yet is shown as the graph writes it. */
export function nameType(type: string): string {
  return COUNCIL_TYPES[type] ?? type;
}

/** A rate as the graph gives it; see `Rate` in the schema. */
export interface RateFigures {
  readonly percent: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A rate for a person: "69%" with "37 of 54" beside it when the counts are known, or words when there is no rate. */
export interface RateWords {
  readonly main: string;
  readonly detail: string | null;
}

/**
 * A rate in words. 0% is a rate; nothing to divide by is not, and is said with `none`.
 *
 * @param none what a denominator of 0 means, such as "No investigations"
 */
export function describeRate(rate: RateFigures, none: string): RateWords {
  const { percent, numerator, denominator } = rate;
  if (denominator === 0) return { main: none, detail: null };
  if (percent === null) return { main: 'Not known', detail: null };
  const counted = numerator !== null && denominator !== null;
  return {
    main: `${percent}%`,
    detail: counted ? `${formatCount(numerator)} of ${formatCount(denominator)}` : null,
  };
}

/** The name of an outcome; one that we do not know yet is shown as the graph writes it. */
export function nameOutcome(outcome: string): string {
  const names: Readonly<Record<string, string>> = outcomeWords;
  return names[outcome] ?? outcome;
}

const COMPLIANCE = {
  ON_TIME: 'done on time',
  LATE: 'done late',
  NOT_COMPLIED: 'not done',
} as const;

/** How a recommendation was settled, as part of a sentence. */
export function nameCompliance(compliance: keyof typeof COMPLIANCE): string {
  return COMPLIANCE[compliance];
}
