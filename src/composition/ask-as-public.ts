import type { Scope } from '../resolvers/operation-context.ts';
import type { Redress } from './assemble-redress.ts';

/** What is answered for the site and the public: what needs no scope. */
const publicScopes: ReadonlySet<Scope> = new Set();

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
