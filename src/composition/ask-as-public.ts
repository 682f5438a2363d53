import type { Redress } from './assemble-redress.ts';
import { publicScopes } from './scopes.ts';

/** Runs operations on the graph as a visitor who is not signed in. */
export function askAsPublic({
  gateway,
  createContext,
}: Pick<Redress, 'gateway' | 'createContext'>) {
  return (document: string, variables: Readonly<Record<string, unknown>>) =>
    gateway.execute({
      document,
      variables: { ...variables },
      contextValue: createContext(publicScopes),
    });
}
