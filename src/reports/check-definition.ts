import type { z } from 'zod';
import { allowances, contractVersion } from './report.ts';

/** A report that cannot be used. `problems` has every one of them, each naming its field. */
export class ReportDefinitionError extends TypeError {
  override readonly name = 'ReportDefinitionError';
  readonly code = 'REPORT_DEFINITION_INVALID';
  readonly report: string;
  readonly problems: readonly string[];

  constructor(report: string, problems: readonly string[]) {
    super(problems.map((problem) => `[report:${report}] ${problem}`).join('\n'));
    this.report = report;
    this.problems = problems;
  }
}

const fields = [
  'name',
  'title',
  'description',
  'apiVersion',
  'version',
  'allow',
  'params',
  'query',
  'variables',
  'view',
  'publicData',
  'fixtures',
];

const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/**
 * Checks what the compiler cannot, or could not in plain JavaScript. Throws a
 * `ReportDefinitionError` with every problem; does nothing when there is none.
 */
export function checkDefinition(definition: unknown): void {
  if (!isRecord(definition)) {
    throw new ReportDefinitionError('?', [
      `definition: expected an object, but got ${show(definition)}.`,
    ]);
  }
  const { name, title, description, apiVersion, params, query, fixtures } = definition;
  const problems: string[] = [];
  const expect = (holds: boolean, field: string, expected: string, got: unknown): void => {
    if (!holds) problems.push(`${field}: expected ${expected}, but got ${show(got)}.`);
  };
  expect(
    typeof name === 'string' && kebabCase.test(name),
    'name',
    'a kebab-case name such as "annual-letter"',
    name,
  );
  expect(typeof title === 'string' && title.trim() !== '', 'title', 'a title', title);
  expect(isOptional(description, 'string'), 'description', 'a sentence', description);
  expect(
    isOptional(definition.version, 'string') && !/^$|.{41}/s.test(String(definition.version)),
    'version',
    'a version of at most 40 characters, such as "2"',
    definition.version,
  );
  expect(
    typeof apiVersion === 'number' && Number.isInteger(apiVersion) && apiVersion > 0,
    'apiVersion',
    `the version of the contract, ${contractVersion}`,
    apiVersion,
  );
  const { allow } = definition;
  expect(
    allow === undefined ||
      (Array.isArray(allow) && allow.every((one) => allowances.some((known) => known === one))),
    'allow',
    `a list of ${allowances.join(', ')}`,
    allow,
  );
  expect(isObjectSchema(params), 'params', 'z.object({ … })', params);
  expect(isRecord(query) && 'document' in query, 'query', 'graphql(`query …`)', query);
  expect(typeof definition.view === 'function', 'view', 'a function', definition.view);
  for (const field of ['variables', 'publicData'] as const) {
    expect(isOptional(definition[field], 'function'), field, 'a function', definition[field]);
  }
  for (const field of Object.keys(definition)) {
    if (!fields.includes(field)) {
      problems.push(`${field}: expected one of ${fields.join(', ')}. Is it misspelt?`);
    }
  }
  problems.push(...checkFixtures(fixtures, params));
  if (problems.length > 0) {
    throw new ReportDefinitionError(typeof name === 'string' ? name : '?', problems);
  }
}

/** What is wrong with something that a package says is a report. Empty when it is one. */
export function checkReport(report: unknown, index: number): string[] {
  const isReport =
    isRecord(report) &&
    typeof report.name === 'string' &&
    Array.isArray(report.parameterNames) &&
    typeof report.view === 'function' &&
    isRecord(report.query) &&
    isRecord(report.fixtures);
  return isReport
    ? []
    : [`reports[${index}]: expected what defineReport gives, but got ${show(report)}.`];
}

function checkFixtures(fixtures: unknown, params: unknown): string[] {
  if (!isRecord(fixtures) || Object.keys(fixtures).length === 0) {
    return ['fixtures: expected at least one, but got none. Add { typical: { params, data } }.'];
  }
  return Object.entries(fixtures).flatMap(([name, fixture]) => {
    const field = `fixtures["${name}"]`;
    if (!kebabCase.test(name)) {
      return [`${field}: expected a kebab-case name such as "no-investigations".`];
    }
    if (!isRecord(fixture) || !('params' in fixture) || !('data' in fixture)) {
      return [`${field}: expected { params, data }, but got ${show(fixture)}.`];
    }
    if (!isObjectSchema(params)) return [];
    const parsed = params.strict().safeParse(fixture.params);
    return parsed.success
      ? []
      : parsed.error.issues.map(
          (issue) =>
            `${field}.params${issue.path.map((key) => `.${String(key)}`).join('')}: ${issue.message}.`,
        );
  });
}

/** Whether this is a zod object, also one made by another copy of zod. */
function isObjectSchema(value: unknown): value is z.ZodObject {
  return isRecord(value) && typeof value.safeParse === 'function' && isRecord(value.shape);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOptional(value: unknown, type: 'string' | 'function'): boolean {
  return value === undefined || typeof value === type;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(value) ?? String(value);
}
