/** One setting that is wrong. */
export interface ConfigurationProblem {
  /** Variable of the environment. */
  name: string;
  /** What it must be, as the end of a sentence. */
  expected: string;
  got: string | undefined;
}

/** Settings that cannot be used: all of them at once. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'CONFIGURATION_INVALID';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(
      ({ name, expected, got }) => `[config] ${name} ${expected}, but got ${JSON.stringify(got)}.`,
    );
    super([...lines, 'Change it in the environment or in the file .env.'].join('\n'));
  }
}
