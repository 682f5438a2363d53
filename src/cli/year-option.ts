import { CommandError } from './command.error.ts';

/**
 * The year of `--year-ending`.
 *
 * @param command Named in the message: `figures`.
 * @throws CommandError
 */
export function parseYearOption(command: string, text: string): number {
  const year = Number(text);
  if (/^\d{4}$/.test(text) && year >= 1975 && year <= 2100) return year;
  throw new CommandError(
    'OPTION_INVALID',
    `[${command}] --year-ending must be a year between 1975 and 2100, for example 2020, but got ${JSON.stringify(text)}.`,
  );
}
