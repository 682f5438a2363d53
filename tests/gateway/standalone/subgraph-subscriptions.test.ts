import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FastifyInstance } from 'fastify';
import { GraphQLError, parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SignInError } from '../../../src/gateway/sign-in/sign-in.error.ts';
import { createStandaloneGateway } from '../../../src/gateway/standalone/create-standalone-gateway.ts';
import { createSubgraphServer } from '../../../src/gateway/standalone/create-subgraph-server.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { GatewayTelemetry } from '../../../src/gateway/telemetry/gateway-telemetry.ts';
import { Channel } from '../fixture/channel.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { createRecordingLogger } from '../fixture/recording-logger.ts';
import { startCollector } from '../telemetry/watched-market.ts';

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
  type Query { run(id: ID!): Run }
  type Run @key(fields: "id") { id: ID! askedBy: String }
  type Subscription { progress(run: ID!): Progress broken: Int refused: Int }
  type Progress { done: Int! run: Run }
`;

interface Context {
  readonly number: number;
}

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** One real subgraph with a subscription, and a gateway alone over it, both on real ports and with telemetry. */
async function serve(traces?: { endpoint: string }) {
  const steps = new Channel<{ done: number; run: string }>();
  const state = { contexts: 0, isRevoked: false };
  const subgraphLog = createRecordingLogger();
  const gatewayLog = createRecordingLogger();
  const telemetryOf = (logger: typeof gatewayLog) =>
    new GatewayTelemetry({ logger, ...(traces ? { traces } : {}) });
  const subgraph = createSubgraphServer<Context>({
    name: 'runs',
    logger: silentLogger,
    telemetry: telemetryOf(subgraphLog),
    maxSubscriptions: 1,
    createContext: async () => {
      if (state.isRevoked) throw new SignInError('UNAUTHENTICATED', 'The key was revoked.');
      return { number: ++state.contexts };
    },
    schema: buildSubgraphSchema([
      {
        typeDefs: parse(sdl),
        resolvers: {
          Query: { run: (_: unknown, { id }: { id: string }) => ({ id }) },
          Run: { askedBy: (_: unknown, __: unknown, { number }: Context) => `context ${number}` },
          Progress: { run: ({ run }: { run: string }) => ({ id: run }) },
          Subscription: {
            progress: { subscribe: () => steps, resolve: (step: object) => step },
            broken: {
              // biome-ignore lint/correctness/useYield: it fails before it gives anything
              async *subscribe() {
                throw new Error('password of the database: 1234');
              },
            },
            refused: {
              subscribe() {
                throw new GraphQLError('Not today.', { extensions: { code: 'CLOSED' } });
              },
            },
          },
        },
      },
    ]),
  });
  closing.push(() => subgraph.close());
  const subgraphUrl = await subgraph.listen({ host: '127.0.0.1', port: 0 });
  const supergraphSdl = composeSupergraph([
    { name: 'runs', url: `${subgraphUrl}/graphql`, typeDefs: sdl },
  ]);
  const gateway = await createStandaloneGateway({
    source: { load: async () => ({ supergraphSdl, missing: [] }) },
    logger: silentLogger,
    telemetry: telemetryOf(gatewayLog),
  });
  closing.push(() => gateway.close());
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  return {
    subgraph,
    subgraphUrl,
    gateway: gateway.app,
    url,
    steps,
    state,
    subgraphLog,
    gatewayLog,
  };
}

const events = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query }),
  });

const progress = 'subscription Watch { progress(run: "7") { done run { id askedBy } } }';

/** Reads server-sent events until as many results have come, or to the end. */
async function read(response: Response, count = Number.POSITIVE_INFINITY) {
  const results: unknown[] = [];
  let text = '';
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  while (reader && results.length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^event: next\ndata: (.*)$/.exec(part)?.[1];
      if (data !== undefined) results.push(JSON.parse(data));
    }
  }
  reader?.releaseLock();
  return results;
}

async function metricsOf(app: FastifyInstance): Promise<string> {
  return (await app.inject('/metrics')).body;
}

describe('a subscription to a remote subgraph that we serve', () => {
  it('comes through the gateway, each event with a context of its own, and ends where it ends', async () => {
    const { url, steps, gateway, subgraph } = await serve();
    const response = await events(url, progress);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    steps.push({ done: 1, run: '7' });
    steps.push({ done: 2, run: '7' });
    const begun = await read(response, 2);
    expect(begun).toEqual([
      { data: { progress: { done: 1, run: { id: '7', askedBy: 'context 2' } } } },
      { data: { progress: { done: 2, run: { id: '7', askedBy: 'context 3' } } } },
    ]);
    for (const app of [gateway, subgraph]) {
      const open = await metricsOf(app);
      expect(open).toContain('redress_subscriptions_open 1\n');
      expect(open).toContain('redress_subscription_events_total 2\n');
    }
    await response.body?.cancel();
    await steps.freed;
    for (const app of [gateway, subgraph]) {
      const closed = await metricsOf(app);
      expect(closed).toContain('redress_subscriptions_total 1\n');
      expect(closed).toContain('redress_subscriptions_open 0\n');
      expect(closed).toContain('redress_subscriptions_closed_total{reason="stopped"} 1\n');
    }
  });

  it('is refused with the code of the subgraph, masks faults, and counts the codes', async () => {
    const { subgraphUrl, url, subgraph } = await serve();
    const refused = await events(url, 'subscription { refused }');
    expect(await refused.text()).toContain('"code":"CLOSED"');
    const broken = await (await events(subgraphUrl, 'subscription { broken }')).text();
    expect(broken).toContain('"code":"INTERNAL_SERVER_ERROR"');
    expect(broken).not.toContain('1234');
    const text = await metricsOf(subgraph);
    expect(text).toContain('redress_subscriptions_closed_total{reason="broken"} 1\n');
    expect(text).toContain('redress_errors_total{code="INTERNAL_SERVER_ERROR"} 1\n');
  });

  it('ends when its caller may no longer come', async () => {
    const { subgraphUrl, steps, state } = await serve();
    const response = await events(subgraphUrl, progress);
    state.isRevoked = true;
    steps.push({ done: 1, run: '7' });
    expect(await read(response)).toEqual([
      { errors: [{ message: 'The key was revoked.', extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  it('is one of so many', async () => {
    const { subgraphUrl, steps } = await serve();
    const first = await events(subgraphUrl, progress);
    const second = await events(subgraphUrl, progress);
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await second.json()).toMatchObject({
      errors: [{ extensions: { code: 'GATEWAY_BUSY' } }],
    });
    await first.body?.cancel();
    await steps.freed;
  });

  it('ends in good order when the subgraph stops', async () => {
    const { subgraphUrl, subgraph } = await serve();
    const response = await events(subgraphUrl, progress);
    const text = response.text();
    await subgraph.close();
    expect(await text).toMatch(/event: complete\ndata:\n\n$/);
  });
});

const exported = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
            }),
          ),
        }),
      ),
    }),
  ),
});

describe('one trace', () => {
  it('spans gateway and subgraph, and their logs have one request id', async () => {
    const collector = await startCollector();
    const { url, subgraphLog, gatewayLog } = await serve({ endpoint: collector.endpoint });
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': 'order-17' },
      body: JSON.stringify({ query: 'query Ask { run(id: "7") { askedBy } }' }),
    });
    expect(await response.json()).toEqual({ data: { run: { askedBy: 'context 1' } } });
    for (const close of closing.splice(0).reverse()) await close();
    await collector.close();
    const spans = collector.bodies
      .map(({ body }) => exported.parse(body))
      .flatMap(({ resourceSpans }) => resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const nameOf = (id: string | undefined) => spans.find(({ spanId }) => spanId === id)?.name;
    const fetchSpan = spans.find(({ name }) => name === 'fetch runs');
    expect(nameOf(fetchSpan?.parentSpanId)).toBe('query Ask');
    expect(spans.find(({ parentSpanId }) => parentSpanId === fetchSpan?.spanId)?.name).toBe(
      'POST /graphql',
    );
    expect(nameOf(spans.find(({ name }) => name === 'plan')?.parentSpanId)).toBe('query Ask');
    expect(spans.map(({ name }) => name)).toContain('query anonymous');
    for (const log of [subgraphLog, gatewayLog]) {
      expect(log.entries.map(({ details }) => details)).toContainEqual(
        expect.objectContaining({ requestId: 'order-17', status: 200 }),
      );
    }
  });
});
