import type { Fetcher, FetcherOpts, FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, parse } from 'graphql';
import { readPlan } from './plan.ts';
import type { PlanStore } from './plan-store.ts';

/** One answer, or one part of one, as the server gave it. */
interface Result {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * Sends operations as `fetcher` does, and while the plan panel is open asks for the plan of each. An operation runs
 * once: where the plan is refused nothing ran, and it is sent again without asking for the plan.
 */
export function createPlanFetcher(fetcher: Fetcher, store: PlanStore): Fetcher {
  return (params, options) => {
    if (!store.isWatched || params.operationName === 'IntrospectionQuery') {
      return fetcher(params, options);
    }
    if (isSubscription(params)) {
      store.set({ kind: 'none' });
      return fetcher(params, options);
    }
    if (!hasCredential(options?.headers)) {
      store.set({ kind: 'unsigned' });
      return fetcher(params, options);
    }
    store.set({ kind: 'waiting' });
    return askWithPlan(fetcher, params, options, store) as ReturnType<Fetcher>;
  };
}

async function* askWithPlan(
  fetcher: Fetcher,
  params: FetcherParams,
  options: FetcherOpts | undefined,
  store: PlanStore,
): AsyncGenerator<Result> {
  const headers = { ...options?.headers, 'x-redress-plan': '1' };
  let isFirst = true;
  try {
    for await (const result of resultsOf(await fetcher(params, { ...options, headers }))) {
      if (isFirst && isRefused(result)) {
        store.set({ kind: 'forbidden' });
        yield* resultsOf(await fetcher(params, options));
        return;
      }
      isFirst = false;
      yield takePlan(result, store);
    }
  } finally {
    if (store.read().kind === 'waiting') store.set({ kind: 'none' });
  }
}

/** The answer without its plan, which goes to the panel. */
function takePlan(result: Result, store: PlanStore): Result {
  if (result.extensions === undefined) return result;
  const { plan: found, ...others } = result.extensions;
  const plan = readPlan(found);
  if (plan === null) return result;
  store.set({ kind: 'plan', plan });
  const { extensions: _, ...rest } = result;
  return Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest;
}

/** Whether the gateway refused the request before it ran anything, for its caller may not read plans. */
function isRefused({ data, errors }: Result): boolean {
  return data === undefined && errors?.[0]?.extensions?.code === 'FORBIDDEN';
}

async function* resultsOf(answer: unknown): AsyncGenerator<Result> {
  if (isAsyncIterable(answer)) {
    // A server that answers in parts gives several at a time.
    for await (const part of answer) yield* Array.isArray(part) ? part : [part];
  } else yield answer as Result;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Result | Result[]> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function hasCredential(headers: FetcherOpts['headers']): boolean {
  return Object.entries(headers ?? {}).some(
    ([name, value]) => name.toLowerCase() === 'authorization' && String(value).trim() !== '',
  );
}

function isSubscription({ query, operationName }: FetcherParams): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === 'subscription';
  } catch {
    return false; // the server says what is wrong with it
  }
}
