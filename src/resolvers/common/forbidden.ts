import { GraphQLError } from 'graphql';

/** What a client is told when it lacks a scope. Code `FORBIDDEN`. */
export function forbidden(field: string, scope: string): GraphQLError {
  return new GraphQLError(
    `${field} needs the scope "${scope}". Send an API key that has it as "Authorization: Bearer rk_…".`,
    { extensions: { code: 'FORBIDDEN', scope } },
  );
}
