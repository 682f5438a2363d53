/** One reason why subgraphs do not compose. */
export interface CompositionProblem {
  /** Code of the federation rule that was broken, such as `INVALID_FIELD_SHARING`. */
  readonly code: string;
  /** Name of the subgraph at fault, or `null` when the fault lies between several. */
  readonly subgraph: string | null;
  /** Schema coordinate, such as `Council.name`, or `null` when the rule names none. */
  readonly coordinate: string | null;
  /** What the rule has to say, without the name of the subgraph in front. */
  readonly message: string;
}

/** Thrown by `composeSupergraph`: every problem found, not only the first. */
export class CompositionError extends Error {
  readonly code = 'COMPOSITION_FAILED';

  constructor(readonly problems: readonly CompositionProblem[]) {
    super(
      `[gateway] composition: the subgraphs must compose into one supergraph, but ${problems.length} ` +
        `${problems.length === 1 ? 'problem was' : 'problems were'} found. Mend the schemas:\n` +
        problems.map(describeProblem).join('\n'),
    );
    this.name = 'CompositionError';
  }
}

function describeProblem(problem: CompositionProblem): string {
  const where = [problem.subgraph && `subgraph ${problem.subgraph}`, problem.coordinate].filter(
    Boolean,
  );
  const place = where.length > 0 ? ` (${where.join(', ')})` : '';
  return `- ${problem.code}${place}: ${problem.message}`;
}
