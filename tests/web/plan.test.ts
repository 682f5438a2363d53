import type { Fetcher } from '@graphiql/toolkit';
import { describe, expect, test } from 'vitest';
import { listFetches, readPlan } from '../../src/web/explorer/plan.ts';
import { createPlanFetcher } from '../../src/web/explorer/plan-fetcher.ts';
import { PlanStore } from '../../src/web/explorer/plan-store.ts';
import { createMarketGateway } from '../gateway/fixture/market.gateway.ts';

const gateway = createMarketGateway();
const query = '{ products(first: 2) { name reviews { stars } } settings { theme } }';
const key = { Authorization: 'Bearer rk_x' };

interface Sent {
  readonly headers: Record<string, unknown>;
}

/** A server as the explorer's fetcher sees it; `mayReadPlan` as the gateway decides it. */
function serve(mayReadPlan: boolean, inParts = false) {
  const sent: Sent[] = [];
  const answer = async (params: { query: string }, headers: Sent['headers']) => {
    const explain = headers['x-redress-plan'] === '1';
    if (explain && !mayReadPlan) return { errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    return gateway.execute({ document: params.query, contextValue: { counter: 0 }, explain });
  };
  const fetcher = ((params, options) => {
    const headers = options?.headers ?? {};
    sent.push({ headers });
    const result = answer(params, headers);
    if (!inParts) return result;
    return (async function* () {
      yield [await result];
    })();
  }) as Fetcher;
  const store = new PlanStore();
  return { fetch: createPlanFetcher(fetcher, store), store, sent };
}

/** What the explorer gets to show. */
async function collect(answer: ReturnType<Fetcher>): Promise<unknown[]> {
  const known: unknown = await answer;
  if (typeof known !== 'object' || known === null || !(Symbol.asyncIterator in known))
    return [known];
  const results: unknown[] = [];
  for await (const result of known as AsyncIterable<unknown>) results.push(result);
  return results;
}

describe('readPlan', () => {
  test('reads what the gateway gives, with all its fetches', async () => {
    const { extensions } = await gateway.execute({
      document: query,
      contextValue: { counter: 0 },
      explain: true,
    });
    const plan = readPlan(JSON.parse(JSON.stringify(extensions?.plan)));
    const fetches = listFetches(plan?.root ?? null);
    expect(fetches.map(({ subgraph, paths, entities }) => [subgraph, paths, entities])).toEqual([
      ['catalog', [], undefined],
      ['reviews', ['products.@'], 2],
    ]);
    expect(fetches.every(({ timing, isAnswered }) => timing && isAnswered)).toBe(true);
    expect(new Set(fetches.map(({ id }) => id)).size).toBe(2);
  });

  test('reads a plan without fetches', () => {
    const plan = { durationMs: 1, planningMs: 0, root: null };
    expect(readPlan(plan)).toEqual(plan);
    expect(listFetches(null)).toEqual([]);
  });

  test.each([undefined, null, 'plan', {}, { durationMs: 1, planningMs: '0', root: null }])(
    'gives null for %j',
    (value) => {
      expect(readPlan(value)).toBeNull();
    },
  );

  test('leaves out steps that it does not know', () => {
    const steps = [null, { kind: 'Later' }, { kind: 'Fetch', subgraph: 'a', operation: '{ b }' }];
    const plan = readPlan({ durationMs: 1, planningMs: 0, root: { kind: 'Parallel', steps } });
    expect(listFetches(plan?.root ?? null)).toMatchObject([{ subgraph: 'a', timing: undefined }]);
  });
});

describe('while the plan panel is open', () => {
  test.each([false, true])(
    'asks for the plan and takes it out of the answer, in parts: %s',
    async (inParts) => {
      const { fetch, store, sent } = serve(true, inParts);
      store.watch();
      const [result] = await collect(fetch({ query }, { headers: key }));
      expect(Object.keys(result as object)).toEqual(['data']);
      expect(sent).toEqual([{ headers: { ...key, 'x-redress-plan': '1' } }]);
      expect(store.read()).toMatchObject({ kind: 'plan', plan: { root: { kind: 'Sequence' } } });
    },
  );

  test('runs an operation without its plan where the caller may not read it', async () => {
    const { fetch, store, sent } = serve(false);
    store.watch();
    const results = await collect(fetch({ query }, { headers: key }));
    expect(results).toMatchObject([{ data: { settings: {} } }]);
    expect(sent.map(({ headers }) => 'x-redress-plan' in headers)).toEqual([true, false]);
    expect(store.read()).toEqual({ kind: 'forbidden' });
  });

  test('asks for no plan without a credential, and says so', async () => {
    const { fetch, store, sent } = serve(true);
    store.watch();
    await collect(fetch({ query }, { headers: { authorization: ' ' } }));
    expect(sent).toEqual([{ headers: { authorization: ' ' } }]);
    expect(store.read()).toEqual({ kind: 'unsigned' });
  });

  test('asks for no plan of a subscription, nor of the schema', async () => {
    const { fetch, store, sent } = serve(true);
    store.watch();
    await collect(fetch({ query: 'subscription { changed }' }, { headers: key }));
    expect(store.read()).toEqual({ kind: 'none' });
    await collect(fetch({ query, operationName: 'IntrospectionQuery' }, { headers: key }));
    expect(sent.map(({ headers }) => 'x-redress-plan' in headers)).toEqual([false, false]);
  });

  test('says that there is none where the operation is refused', async () => {
    const { fetch, store } = serve(true);
    store.watch();
    const [result] = await collect(fetch({ query: '{ nothing }' }, { headers: key }));
    expect(result).toMatchObject({ errors: [{}] });
    expect(store.read()).toEqual({ kind: 'none' });
  });
});

test('a closed panel changes no request', async () => {
  const { fetch, store, sent } = serve(true);
  store.watch()();
  await collect(fetch({ query }, { headers: key }));
  expect(sent).toEqual([{ headers: key }]);
  expect(store.read()).toEqual({ kind: 'idle' });
});
