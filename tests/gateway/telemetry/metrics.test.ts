import { describe, expect, it } from 'vitest';
import type { BreakerState } from '../../../src/gateway/transports/circuit-breaker.ts';
import { createWatchedMarket } from './watched-market.ts';

const people = { query: '{ person(id: "1") { id } }' };

async function readMetrics(app: { inject(url: string): Promise<{ body: string }> }) {
  return (await app.inject('/metrics')).body;
}

describe('/metrics', () => {
  it('counts and times requests, operations and fetches', async () => {
    const { app } = await createWatchedMarket();
    const first = await app.inject({ method: 'POST', url: '/graphql', payload: people });
    expect(first.json().errors).toBeUndefined();
    await app.inject({ method: 'POST', url: '/graphql', payload: people });
    const text = await readMetrics(app);
    await app.close();
    expect(text).toContain('redress_http_requests_total{route="/graphql",status="200"} 2');
    expect(text).toContain('redress_http_request_duration_seconds_count{route="/graphql"} 2');
    expect(text).toContain('redress_operations_total{kind="query",outcome="ok"} 2');
    expect(text).toContain('redress_operation_duration_seconds_count{kind="query"} 2');
    expect(text).toContain('redress_subgraph_fetches_total{subgraph="people",outcome="ok"} 2');
    expect(text).toContain('redress_subgraph_fetch_duration_seconds_count{subgraph="people"} 2');
  });

  it('counts each lookup of a plan, and each plan that is let go of', async () => {
    const { app } = await createWatchedMarket({}, {}, { planCacheSize: 1 });
    const post = (payload: object) => app.inject({ method: 'POST', url: '/graphql', payload });
    const query = 'query ($all: Boolean!) { person(id: "1") { id name @include(if: $all) } }';
    await post({ query, variables: { all: true } });
    await post({ query, variables: { all: true } });
    // Another plan of the same text.
    await post({ query, variables: { all: false } });
    // Not planned at all: the variable is missing.
    await post({ query });
    const before = await readMetrics(app);
    await post(people);
    const after = await readMetrics(app);
    await app.close();
    expect(before).toContain('redress_cache_lookups_total{cache="plans",result="miss"} 2');
    expect(before).toContain('redress_cache_lookups_total{cache="plans",result="hit"} 1');
    expect(before).not.toContain('redress_cache_evictions_total{cache="plans"}');
    expect(after).toContain('redress_cache_lookups_total{cache="plans",result="miss"} 3');
    expect(after).toContain('redress_cache_evictions_total{cache="plans"} 1');
  });

  it('counts codes in answers of any size', async () => {
    const wide = {
      execute: () => ({
        data: { person: { name: 'x'.repeat(50_000) }, other: null },
        errors: [{ message: 'No', path: ['other'], extensions: { code: 'BAD_USER_INPUT' } }],
      }),
    };
    const { app } = await createWatchedMarket({}, { people: wide });
    const { body } = await app.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query: '{ person(id: "1") { name } other: person(id: "2") { name } }' },
    });
    const text = await readMetrics(app);
    await app.close();
    expect(JSON.parse(body).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    expect(body.length).toBeGreaterThan(20_000);
    expect(text).toContain('redress_errors_total{code="BAD_USER_INPUT"} 1');
  });

  it('counts refusals by code', async () => {
    const { app } = await createWatchedMarket();
    const deep = `{ person(id: "1") ${'{ friends '.repeat(30)}{ id }${' }'.repeat(30)} }`;
    await app.inject({ method: 'POST', url: '/graphql', payload: { query: deep } });
    const text = await readMetrics(app);
    await app.close();
    expect(text).toContain('redress_errors_total{code="OPERATION_TOO_DEEP"} 1');
  });

  it('counts a fetch without an answer as failed', async () => {
    const failing = { execute: () => Promise.reject(new Error('It is down')) };
    const { app } = await createWatchedMarket({}, { people: failing });
    await app.inject({ method: 'POST', url: '/graphql', payload: people });
    const text = await readMetrics(app);
    await app.close();
    expect(text).toContain('redress_subgraph_fetches_total{subgraph="people",outcome="failed"} 1');
  });

  it('counts a request whose client has gone as under way no more', async () => {
    const gone = new AbortController();
    let release = () => {};
    const slow = {
      execute: () =>
        new Promise<{ data: Record<string, unknown> }>((resolve) => {
          release = () => resolve({ data: { person: null } });
          gone.abort();
        }),
    };
    const { app } = await createWatchedMarket({}, { people: slow });
    const closed = new Promise((resolve) =>
      app.server.on('request', (_request, response) => response.once('close', resolve)),
    );
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const sent = fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(people),
      signal: gone.signal,
    });
    await expect(sent).rejects.toThrow('aborted');
    await closed;
    expect(await readMetrics(app)).toContain('redress_http_requests_under_way 1\n');
    release();
    await app.close();
  });

  it('shows the state of breakers as it is', async () => {
    let breakerState: BreakerState = 'closed';
    const transport = {
      execute: () => ({ data: {} }),
      get breakerState() {
        return breakerState;
      },
    };
    const { app } = await createWatchedMarket({}, { people: transport });
    const gauge = 'redress_subgraph_breaker_open{subgraph="people"}';
    expect(await readMetrics(app)).toContain(`${gauge} 0\n`);
    breakerState = 'open';
    expect(await readMetrics(app)).toContain(`${gauge} 1\n`);
    await app.close();
  });

  it('has the event loop and memory', async () => {
    const { app } = await createWatchedMarket();
    const { body, headers } = await app.inject('/metrics');
    await app.close();
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(body).toContain('process_resident_memory_bytes');
  });
});
