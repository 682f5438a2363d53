import { afterEach, describe, expect, it } from 'vitest';
import { createReloadableGateway } from '../../../src/gateway/reload/create-reloadable-gateway.ts';
import type { GatewayServerOptions } from '../../../src/gateway/server/create-gateway-server.ts';
import { GatewayTelemetry } from '../../../src/gateway/telemetry/gateway-telemetry.ts';
import { observeGateway } from '../../../src/gateway/telemetry/observe-gateway.ts';
import { createHeldMarket } from '../fixture/held-market.ts';
import type { MarketContext } from '../fixture/market.fields.ts';
import { marketSupergraphSdl, silentLogger } from '../fixture/market.gateway.ts';
import { createGuardedGraph } from '../sign-in/guarded-graph.ts';
import { createGate } from '../transports/http-listener.ts';
import { type MarketServer, openMarketServer } from './market-server.ts';

const query = '{ product(id: "1") { name ... @defer(label: "later") { reviews { stars } } } }';
const accept = 'multipart/mixed;deferSpec=20220824,application/json';
const firstPart =
  '\r\n---\r\ncontent-type: application/json; charset=utf-8\r\n\r\n' +
  '{"data":{"product":{"name":"Product 1"}},"hasNext":true}\r\n---';
const lastPart =
  '\r\ncontent-type: application/json; charset=utf-8\r\n\r\n' +
  '{"incremental":[{"path":["product"],"label":"later","data":{"reviews":[{"stars":0}]}}],"hasNext":false}' +
  '\r\n-----\r\n';
const whole = { data: { product: { name: 'Product 1', reviews: [{ stars: 0 }] } } };

let servers: MarketServer[] = [];

async function open(options: Partial<GatewayServerOptions<MarketContext>> = {}) {
  const server = await openMarketServer(options);
  servers.push(server);
  return server;
}

/** A server whose subgraph of reviews is held back. */
async function openHeld(options: Partial<GatewayServerOptions<MarketContext>> = {}) {
  const held = createHeldMarket('reviews');
  return { held, server: await open({ gateway: held.gateway, ...options }) };
}

/** Sends the query and reads until the first part is there. */
async function begin({ url }: MarketServer, signal?: AbortSignal) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
    signal: signal ?? null,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('There is no body');
  let text = '';
  const readOn = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return text;
  };
  await readOn(() => text.length >= firstPart.length);
  return { response, first: text, rest: () => readOn(() => false) };
}

afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

describe('@defer over HTTP', () => {
  it('is multipart/mixed, each part sent when it is there', async () => {
    const { held, server } = await openHeld();
    const { response, first, rest } = await begin(server);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'multipart/mixed; boundary="-"; deferSpec=20220824',
      'cache-control': 'no-store',
      vary: 'Accept',
    });
    expect(first).toBe(firstPart);
    held.release('reviews');
    expect(await rest()).toBe(firstPart + lastPart);
  });

  it('is read part by part as multipart is', async () => {
    const server = await open();
    const { text } = await server.post({ query }, { accept: 'application/json, multipart/mixed' });
    const parts = text.split('\r\n---').slice(1, -1);
    const bodies = parts.map((part) => JSON.parse(part.split('\r\n\r\n')[1] ?? ''));
    expect(bodies.map(({ hasNext }) => hasNext)).toEqual([true, false]);
    expect(text.endsWith('\r\n-----\r\n')).toBe(true);
  });

  it('comes by GET as well', async () => {
    const server = await open();
    const reply = await fetch(`${server.url}?${new URLSearchParams({ query })}`, {
      headers: { accept, 'apollo-require-preflight': 'yes' },
    });
    expect(await reply.text()).toBe(firstPart + lastPart);
  });

  it('is one JSON response to all who do not take parts', async () => {
    const server = await open();
    const accepted = [
      'application/json',
      'multipart/mixed;subscriptionSpec=1.0,application/json',
      'multipart/mixed;deferSpec=20991231,application/json',
      'multipart/mixed;q=0,application/json',
    ];
    for (const one of accepted) {
      const { headers, json } = await server.post({ query }, { accept: one });
      expect(headers.get('content-type'), one).toBe('application/json; charset=utf-8');
      expect(json, one).toEqual(whole);
    }
  });

  it('is one JSON response in a batch and where nothing has to wait', async () => {
    const server = await open({ limits: { maxBatchSize: 2 } });
    expect((await server.post([{ query }], { accept })).json).toEqual([whole]);
    const quick = '{ product(id: "1") { name ... @defer { sku } } }';
    const reply = await server.post({ query: quick }, { accept });
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(reply.json).toEqual({ data: { product: { name: 'Product 1', sku: 'sku-1' } } });
  });

  it('is refused by limits before anything is sent', async () => {
    const server = await open({ limits: { maxDepth: 2 } });
    const reply = await server.post({ query }, { accept });
    expect(reply.json.errors[0].extensions.code).toBe('OPERATION_TOO_DEEP');
  });

  it('keeps its place among operations under way until the last part', async () => {
    const { held, server } = await openHeld({ maxConcurrentOperations: 1 });
    const { rest } = await begin(server);
    const busy = await server.post({ query: '{ __typename }' });
    expect(busy.status).toBe(503);
    held.release('reviews');
    await rest();
    await expect
      .poll(async () => (await server.post({ query: '{ __typename }' })).status)
      .toBe(200);
  });

  it('is finished when the server closes', async () => {
    const { held, server } = await openHeld();
    const { rest } = await begin(server);
    const closed = server.app.close();
    held.release('reviews');
    expect(await rest()).toBe(firstPart + lastPart);
    await closed;
  });

  it('fetches nothing more for a client that has left', async () => {
    const { held, server } = await openHeld({ maxConcurrentOperations: 1 });
    const leave = new AbortController();
    await begin(server, leave.signal);
    await held.whenAsked('reviews');
    leave.abort();
    held.release('reviews');
    await expect
      .poll(async () => (await server.post({ query: '{ __typename }' })).status)
      .toBe(200);
    expect(held.asked).toEqual(['catalog', 'reviews']);
  });

  it('is finished by the gateway it began on when another takes over', async () => {
    const held = createHeldMarket('reviews');
    const closed = createGate();
    let isClosed = false;
    let sdl = marketSupergraphSdl;
    const gateway = await createReloadableGateway<MarketContext>({
      source: { load: async () => ({ supergraphSdl: sdl, missing: [] }) },
      build: () => ({
        ...held.gateway,
        async close() {
          isClosed = true;
          closed.open();
        },
      }),
      logger: silentLogger,
      pollMs: false,
    });
    const server = await open({ gateway });
    const { rest } = await begin(server);
    sdl += '\n';
    expect((await gateway.reload()).kind).toBe('swapped');
    expect(isClosed).toBe(false);
    held.release('reviews');
    expect(await rest()).toBe(firstPart + lastPart);
    await closed.opened;
  });

  it('counts as one operation, once it has ended', async () => {
    const held = createHeldMarket('reviews');
    const telemetry = new GatewayTelemetry({ logger: silentLogger });
    const server = await open({ gateway: observeGateway(held.gateway, telemetry) });
    const counted = async () =>
      /redress_operations_total\{.*\} (\d+)/.exec(await telemetry.metrics.write())?.[1];
    const { rest } = await begin(server);
    expect(await counted()).toBeUndefined();
    held.release('reviews');
    await rest();
    await expect.poll(counted).toBe('1');
  });

  it('is whole where the caller may not have all of it', async () => {
    const { gateway, touched } = createGuardedGraph();
    const server = await openMarketServer({ gateway } as never);
    const guarded = '{ people { name ... @defer { email payday: id } } }';
    const { json } = await server.post({ query: guarded }, { accept });
    expect(json.data.people[0]).toMatchObject({ name: 'Ann', email: null });
    expect(touched).toEqual([]);
    await server.close();
  });
});
