import type { ResponseObject } from '../transports/subgraph-transport.ts';

/** What a projection found wrong in the fetched data. Paths grow from the inside out, so they are reversed. */
export interface ProjectionProblem {
  readonly reversedPath: (string | number)[];
  /** The keys that lead to the place in fetched data, lists left out. */
  readonly reversedSource: string[];
  readonly code: 'NULL_IN_NON_NULL_FIELD' | 'VALUE_NOT_IN_SCHEMA';
  readonly message: string;
  /** The fetched object that holds the place, or the nearest one above it. */
  holder: ResponseObject | undefined;
}

/** The state of one projection. */
export interface ProjectionRun {
  readonly problems: ProjectionProblem[];
}

/**
 * Turns a fetched value into what the client gets. `null` is a value; `undefined` means that the value is lost
 * and may not be null, so that the nearest nullable place above becomes null.
 */
export type Completer = (value: unknown, run: ProjectionRun) => unknown;

/** Adds the place in a list where a value stands to the paths of all problems found within it. */
export function addIndexToPaths(run: ProjectionRun, from: number, index: number): void {
  for (const problem of run.problems.slice(from)) problem.reversedPath.push(index);
}

/** Adds the field of `holder` where a value stands to the paths of all problems found within it. */
export function addFieldToPaths(
  run: ProjectionRun,
  from: number,
  { key, source }: { readonly key: string; readonly source: string },
  holder: ResponseObject,
): void {
  for (const problem of run.problems.slice(from)) {
    problem.reversedPath.push(key);
    problem.reversedSource.push(source);
    problem.holder ??= holder;
  }
}

export function reportProblem(
  run: ProjectionRun,
  code: ProjectionProblem['code'],
  message: string,
): void {
  run.problems.push({ reversedPath: [], reversedSource: [], code, message, holder: undefined });
}
