import { type GraphQLSchema, validate } from 'graphql';
import { type AnyReport, contractVersion } from './report.ts';
import { ReportError } from './report-error.ts';

/** The installed reports. */
export interface ReportRegistry {
  /** In the order in which they were installed. */
  readonly reports: readonly AnyReport[];
  find(name: string): AnyReport | undefined;
  /** Throws a `ReportError` that lists the names there are. */
  get(name: string): AnyReport;
}

/** What the registry checks against. */
export interface ReportRegistryOptions {
  /** The public graph. Without it queries are not checked, as in a subgraph that runs alone. */
  readonly schema?: GraphQLSchema | undefined;
}

/** Reports that cannot be installed together. `problems` has every one of them. */
export class ReportRegistryError extends Error {
  override readonly name = 'ReportRegistryError';
  readonly code = 'REPORT_REGISTRY_INVALID';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Why a report cannot be installed. */
export interface RegistryProblem {
  readonly report: string;
  /** The part of the definition that is wrong. */
  readonly rule: 'name' | 'apiVersion' | 'query';
  /** What was expected, but what came. */
  readonly message: string;
  /** The line of the query. */
  readonly line?: number | undefined;
}

/**
 * The registry of these reports. Throws one `ReportRegistryError` with every problem: names used
 * twice, reports for another version of the contract, queries that the graph cannot answer, each
 * with report, line and field.
 */
export function createReportRegistry(
  reports: readonly AnyReport[],
  { schema }: ReportRegistryOptions = {},
): ReportRegistry {
  const byName = new Map(reports.map((report) => [report.name, report]));
  const problems = findRegistryProblems(reports, schema);
  if (problems.length > 0) throw new ReportRegistryError(problems.map(sayProblem));
  return {
    reports: [...reports],
    find: (name) => byName.get(name),
    get: (name) => {
      const report = byName.get(name);
      if (report !== undefined) return report;
      const names = [...byName.keys()].join(', ') || 'none: no report is installed';
      throw new ReportError({
        code: 'REPORT_NOT_FOUND',
        report: name.slice(0, 60),
        stage: 'find',
        message: `expected the name of an installed report (${names}), but got "${name.slice(0, 60)}".`,
      });
    },
  };
}

/** Everything that keeps these reports from being installed together. Queries are checked where there is a schema. */
export function findRegistryProblems(
  reports: readonly AnyReport[],
  schema?: GraphQLSchema,
): RegistryProblem[] {
  return [
    ...findDuplicates(reports),
    ...reports.flatMap(checkVersion),
    ...(schema === undefined ? [] : reports.flatMap((report) => checkQuery(report, schema))),
  ];
}

function sayProblem({ report, rule, line, message }: RegistryProblem): string {
  return `[report:${report}] ${rule}${line === undefined ? '' : ` line ${line}`}: ${message}`;
}

function findDuplicates(reports: readonly AnyReport[]): RegistryProblem[] {
  const counts = new Map<string, number>();
  for (const { name } of reports) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([report, count]) => ({
      report,
      rule: 'name',
      message: `expected a name of its own, but ${count} reports have it. Rename all but one.`,
    }));
}

function checkVersion({ name, apiVersion }: AnyReport): RegistryProblem[] {
  if (apiVersion === contractVersion) return [];
  return [
    {
      report: name,
      rule: 'apiVersion',
      message: `expected ${contractVersion}, but got ${apiVersion}. Install a version of the report for this engine.`,
    },
  ];
}

function checkQuery(report: AnyReport, schema: GraphQLSchema): RegistryProblem[] {
  return validate(schema, report.query.document).map(({ message, locations }) => ({
    report: report.name,
    rule: 'query',
    message,
    line: locations?.[0]?.line,
  }));
}
