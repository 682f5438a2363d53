import { GraphQLError } from 'graphql';

/**
 * What a client is told when an argument cannot be used: which one, what was expected and what came.
 * Code `BAD_USER_INPUT`.
 */
export function inputError(argument: string, expected: string, got: unknown): GraphQLError {
  return new GraphQLError(`"${argument}" must be ${expected}, but got ${quote(got)}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
}

/** Input as it may stand in an error: JSON, cut short. */
function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
