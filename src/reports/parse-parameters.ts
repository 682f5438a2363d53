import type { AnyReport } from './report.ts';
import { ReportError } from './report-error.ts';

/**
 * The parameters of a report from unknown input. Throws a `ReportError` that says for each
 * parameter what was expected and what came, and names parameters the report does not have.
 */
export function parseParameters(report: AnyReport, input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalid(report, [`expected an object of parameters, but got ${show(input)}`]);
  }
  const known = report.parameterNames;
  const unknownNames = Object.keys(input).filter((name) => !known.includes(name));
  const problems = unknownNames.map(
    (name) => `${show(name)} is not a parameter; expected ${known.join(', ')}`,
  );
  const parsed = report.params.safeParse(input);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path.map(String).join('.') || 'parameters';
      const value = valueAt(input, issue.path);
      problems.push(`"${path}": ${lowerFirst(issue.message)}, but got ${show(value)}`);
    }
  }
  if (parsed.success && problems.length === 0) return parsed.data;
  throw invalid(report, problems);
}

function invalid(report: AnyReport, problems: readonly string[]): ReportError {
  return new ReportError({
    code: 'REPORT_PARAMETERS_INVALID',
    report: report.name,
    stage: 'parameters',
    message: `${problems.join('; ')}.`,
    problems,
  });
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );
}

/** zod says "Invalid input: expected number, received string": what was received we say better. */
function lowerFirst(message: string): string {
  const text = message.replace(/^Invalid input: /, '').replace(/, received \w+$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
