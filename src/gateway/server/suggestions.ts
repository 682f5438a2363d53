import type { GraphQLFormattedError } from 'graphql';

/** Codes of errors whose text graphql-js wrote. Only these have its suggestions. */
const fromGraphql: ReadonlySet<unknown> = new Set(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** The error without the names of the schema that graphql-js suggests ("Did you mean …?"). */
export function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  if (!fromGraphql.has(error.extensions?.code)) return error;
  const message = error.message.replace(/ Did you mean [\s\S]*$/, '');
  return message === error.message ? error : { ...error, message };
}
