import { inputError } from './input-error.ts';

/** The first year ending and the last that may be asked for. Years without data are still years. */
const firstYear = 1975;
const lastYear = 2100;

/** Whether a year may be asked for. */
export function isYearEnding(value: number): boolean {
  return value >= firstYear && value <= lastYear;
}

/** The year ending, when it is one; an input error else. */
export function parseYearEnding(value: number, argument = 'yearEnding'): number {
  if (isYearEnding(value)) return value;
  throw inputError(
    argument,
    `a year ending 31 March between ${firstYear} and ${lastYear}, for example 2020`,
    value,
  );
}
