import { AsyncLocalStorage } from 'node:async_hooks';
import { gatewayCodes } from '../gateway-codes.ts';
import type { Span } from './span.ts';

/** What is known of a request while it is answered. It holds nothing that a person sent but names of operations. */
export interface RequestScope {
  readonly requestId: string;
  /** Names of the operations that ran, `anonymous` for one without. */
  readonly operations: string[];
  /** Codes of the errors that the client gets. */
  readonly codes: Set<string>;
  /** How many requests to subgraphs were made. */
  readonly counts: { fetches: number };
  /** The span that new spans belong under. */
  readonly span: Span | undefined;
}

/** Notes codes of ours that a client gets, for the log and the metrics of its request. */
export function noteErrors(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[] = [],
): void {
  const codes = currentScope()?.codes;
  if (codes === undefined) return;
  for (const { extensions } of errors) {
    const code = extensions?.code;
    if (typeof code === 'string' && code in gatewayCodes) codes.add(code);
  }
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** The request that is being answered, or none. */
export function currentScope(): RequestScope | undefined {
  return scopes.getStore();
}

/** Runs a function, and all that it sets off, within a scope. */
export function runInScope<Result>(scope: RequestScope, run: () => Result): Result {
  return scopes.run(scope, run);
}
