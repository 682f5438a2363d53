import type { Scope } from '../resolvers/operation-context.ts';

/** What reports may read, and so a draft's letter: addressees, and letters before they are public. */
export const reportScopes: ReadonlySet<Scope> = new Set(['casework:read', 'letters:read']);

/** What is answered for the site and the public: what needs no scope. */
export const publicScopes: ReadonlySet<Scope> = new Set();
