/**
 * How the site reads: one GraphQL operation at a time on our own graph. It has no other source.
 */

/** One error of an answer, as GraphQL gives it. */
export interface GraphProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What came back: `data` is not yet trusted, pages parse it. Both may be there when part of the graph failed. */
export interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphProblem[] | undefined;
}

/**
 * Runs one operation as a visitor who is not signed in.
 *
 * It may be in process or over HTTP. A rejected promise counts as "the graph cannot be reached".
 */
export type AskGraph = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<GraphAnswer>;

/** The graph gave nothing that a page could be made of. `problems` are its own errors, for the log. */
export class GraphUnavailableError extends Error {
  readonly code = 'GRAPH_UNAVAILABLE';
  readonly problems: readonly GraphProblem[];

  constructor(operation: string, problems: readonly GraphProblem[], cause?: unknown) {
    const said = problems.map((problem) => problem.message).join('; ') || 'no data and no errors';
    super(
      `[site] ${operation}: expected data from the graph, but got: ${said}. Look at the subgraphs' log.`,
      { cause },
    );
    this.name = 'GraphUnavailableError';
    this.problems = problems;
  }
}

/** True when the graph refused what we asked for, so that the visitor's address is at fault and not the graph. */
export function isRefused(problems: readonly GraphProblem[]): boolean {
  return problems.some((problem) => problem.extensions?.code === 'BAD_USER_INPUT');
}
