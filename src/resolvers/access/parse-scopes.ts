import { type Scope, scopes } from '../operation-context.ts';

/** The scopes that we know among words that may be any. */
export function parseScopes(words: ReadonlySet<string>): ReadonlySet<Scope> {
  return new Set(scopes.filter((scope) => words.has(scope)));
}
