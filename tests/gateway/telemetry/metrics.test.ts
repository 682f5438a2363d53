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

  it('tells an operation that was planned before from a new one', async () => {
    const { app } = await createWatchedMarket();
    for (let times = 0; times < 3; times += 1) {
      await app.inject({ method: 'POST', url: '/graphql', payload: people });
    }
    const text = await readMetrics(app);
    await app.close();
    expect(text).toContain('redress_cache_lookups_total{cache="plans",result="miss"} 1');
    expect(text).toContain('redress_cache_lookups_total{cache="plans",result="hit"} 2');
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
