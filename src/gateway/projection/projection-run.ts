import type { ResponseObject } from '../transports/subgraph-transport.ts';

/** What a projection found wrong in the fetched data. Paths grow from the inside out, so they are reversed. */
export interface ProjectionProblem {
  readonly reversedPath: (string | number)[];
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

/** Adds the key of the place where a value stands to the paths of all problems found within it. */
export function addToPaths(
  run: ProjectionRun,
  from: number,
  key: string | number,
  holder?: ResponseObject,
): void {
  for (const problem of run.problems.slice(from)) {
    problem.reversedPath.push(key);
    problem.holder ??= holder;
  }
}

export function reportProblem(
  run: ProjectionRun,
  code: ProjectionProblem['code'],
  message: string,
): void {
  run.problems.push({ reversedPath: [], code, message, holder: undefined });
}
