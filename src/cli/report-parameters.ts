import { z } from 'zod';
import { describeParameters } from '../reports/describe-parameters.ts';
import type { ReportRegistry } from '../reports/report-registry.ts';
import { CommandError } from './command.error.ts';

/** What of a parameter's JSON Schema the command line needs. */
const parametersSchema = z.object({
  properties: z.record(
    z.string(),
    z.object({ type: z.string().optional(), description: z.string().optional() }),
  ),
});

/**
 * A report's parameters from `--council dartford --year-ending 2020`: an option for each parameter, in kebab-case. What
 * the values must be is for the report to say.
 *
 * @throws CommandError for an option that is no parameter, or that has no value.
 */
export function parseReportParameters(
  registry: ReportRegistry,
  name: string,
  words: readonly string[],
): Record<string, unknown> {
  const parameters = readParameters(registry, name);
  const params: Record<string, unknown> = {};
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [option, joined] = splitOption(word);
    const parameter = parameters.find(({ key }) => `--${toKebabCase(key)}` === option);
    if (parameter === undefined) {
      const known = parameters.map(({ key }) => `--${toKebabCase(key)}`).join(', ');
      throw new CommandError(
        'OPTION_UNKNOWN',
        `[report:${name}] options must be --out, --format or a parameter of the report (${known}), but got ${JSON.stringify(option)}.`,
      );
    }
    const value = joined ?? rest.shift();
    if (value === undefined) {
      throw new CommandError(
        'OPTION_WITHOUT_VALUE',
        `[report:${name}] ${option} must be followed by a value, but nothing came.`,
      );
    }
    params[parameter.key] = isNumber(parameter.type, value) ? Number(value) : value;
  }
  return params;
}

/** A line for each parameter of a report: `--year-ending  The year ending …`. */
export function describeOptions(registry: ReportRegistry, name: string): string[] {
  return readParameters(registry, name).map(({ key, type = '', description = '' }) =>
    `--${toKebabCase(key)} <${type}>  ${description}`.trimEnd(),
  );
}

function readParameters(registry: ReportRegistry, name: string) {
  const { properties } = parametersSchema.parse(describeParameters(registry.get(name)));
  return Object.entries(properties).map(([key, parameter]) => ({ key, ...parameter }));
}

function splitOption(word: string): [string, string?] {
  const at = word.indexOf('=');
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function toKebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Text that stands for a number where one is wanted; anything else stays text, for the report to refuse. */
function isNumber(type: string | undefined, value: string): boolean {
  return (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(value);
}
