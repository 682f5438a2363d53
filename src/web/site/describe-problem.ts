import { z } from 'zod';

/** What is wrong with a parameter of an address, for the page: which, what was expected, what came. */
export function describeProblem(field: string, expected: string, value: unknown): string {
  return `“${field}” must be ${expected}, but got ${quote(value)}.`;
}

/**
 * The same of each parameter that a schema has refused.
 *
 * @param expected By parameter, in words that go on from “must be”.
 */
export function describeProblems(
  { issues }: z.ZodError,
  expected: Readonly<Record<string, string>>,
  query: unknown,
): string[] {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(query);
  const fields = new Set(issues.map(({ path }) => String(path[0])));
  return [...fields].map((field) =>
    describeProblem(field, expected[field] ?? 'something else', given[field]),
  );
}

/** What is expected of the parameter `year` on all pages. */
export const expectedYear = 'the year in which the 31 March falls, such as 2020';

function quote(value: unknown): string {
  if (typeof value !== 'string') return 'several values';
  return value.length > 60 ? `“${value.slice(0, 60)}…”` : `“${value}”`;
}
