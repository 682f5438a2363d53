import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRecordingLogger } from '../fixture/recording-logger.ts';
import { createWatchedMarket, startCollector } from './watched-market.ts';

const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              status: z.object({ code: z.number().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const query = 'query Makers { product(id: "1") { makers { nickname } } }';

/** Asks a traced gateway once and gives what its collector got. */
async function traceOnce(headers: Record<string, string> = {}, traces: object = {}) {
  const collector = await startCollector();
  const { app } = await createWatchedMarket({
    traces: { endpoint: collector.endpoint, ...traces },
  });
  await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query } });
  await app.close();
  await collector.close();
  const spans = collector.bodies.flatMap(({ body }) =>
    exportSchema
      .parse(body)
      .resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)),
  );
  return { spans, requests: collector.bodies };
}

describe('traces', () => {
  it('have the request, its operation and each fetch, one under the other', async () => {
    const { spans, requests } = await traceOnce();
    expect(requests[0]?.path).toBe('/v1/traces');
    const byName = new Map(spans.map((span) => [span.name, span]));
    const request = byName.get('POST /graphql');
    const operation = byName.get('query Makers');
    expect(request?.parentSpanId).toBeUndefined();
    expect(operation?.parentSpanId).toBe(request?.spanId);
    for (const name of ['fetch catalog', 'fetch people']) {
      expect(byName.get(name)?.parentSpanId, name).toBe(operation?.spanId);
    }
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
  });

  it('leave the count of fetches in the log whole', async () => {
    const collector = await startCollector();
    const logger = createRecordingLogger();
    const { app } = await createWatchedMarket({
      logger,
      traces: { endpoint: collector.endpoint },
    });
    await app.inject({ method: 'POST', url: '/graphql', payload: { query } });
    await app.close();
    await collector.close();
    expect(logger.entries[0]?.details).toMatchObject({
      fetches: 2,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it("continue the caller's trace", async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { spans } = await traceOnce({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    expect(spans.find(({ name }) => name === 'POST /graphql')).toMatchObject({
      traceId,
      parentSpanId: '00f067aa0ba902b7',
    });
  });

  it('are not exported where the caller says so, nor beyond the share that is kept', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
    expect((await traceOnce({ traceparent })).requests).toEqual([]);
    expect((await traceOnce({}, { sampleRatio: 0 })).requests).toEqual([]);
  });

  it('send the headers that a collector wants', async () => {
    const { requests } = await traceOnce({}, { headers: { 'x-collector-key': 'k1' } });
    expect(requests[0]?.headers).toMatchObject({ 'x-collector-key': 'k1' });
  });

  it('cost nobody an answer while the collector is away, and warn once', async () => {
    const { endpoint, close } = await startCollector();
    await close();
    const logger = createRecordingLogger();
    const { app, telemetry } = await createWatchedMarket({ logger, traces: { endpoint } });
    for (let times = 0; times < 2; times += 1) {
      const { statusCode } = await app.inject({
        method: 'POST',
        url: '/graphql',
        payload: { query },
      });
      expect(statusCode).toBe(200);
      await telemetry.close();
    }
    await app.close();
    const warnings = logger.entries.filter(({ message }) => /exported/.test(message));
    expect(warnings.map(({ message }) => message)).toEqual(['Traces cannot be exported']);
  });
});
