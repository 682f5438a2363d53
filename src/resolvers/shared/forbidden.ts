import { GraphQLError } from 'graphql';
import type { Scope } from '../operation-context.ts';

/** What a client is told when it lacks a scope. Code `FORBIDDEN`. */
export function forbidden(field: string, scope: Scope): GraphQLError {
  return new GraphQLError(
    `${field} needs the scope "${scope}". Send an API key that has it as "Authorization: Bearer rk_…".`,
    { extensions: { code: 'FORBIDDEN', scope } },
  );
}
