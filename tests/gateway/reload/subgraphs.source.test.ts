import { describe, expect, it } from 'vitest';
import type { GatewayLogger } from '../../../src/gateway/gateway-logger.ts';
import { createSubgraphsSource } from '../../../src/gateway/reload/subgraphs.source.ts';
import { type Answerer, type Listener, listen, sendJson } from '../transports/http-listener.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires"])';
const names = `${link} type Query { product: Product } type Product @key(fields: "id") { id: ID! name: Int }`;
const prices = `${link} type Product @key(fields: "id") { id: ID! price: Int }`;

/** A subgraph whose schema, or silence, can be changed. */
async function listenSubgraph(sdl: string | undefined) {
  const state = { sdl };
  const answer: Answerer = (_request, response) => {
    if (state.sdl === undefined) response.socket?.resetAndDestroy();
    else sendJson(response, { data: { _service: { sdl: state.sdl } } });
  };
  const listener = await listen(answer);
  return { state, listener, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}

function createLog() {
  const lines: string[] = [];
  const add = (details: object, message: string) =>
    lines.push('serviceName' in details ? message : `of none: ${message}`);
  const logger: GatewayLogger = { error: add, warn: add, info: add };
  return { lines, logger };
}

const remote = (name: string, { url }: Listener) => ({ name, url });

describe('createSubgraphsSource', () => {
  it('composes what subgraphs say of themselves, with their addresses', async () => {
    await using one = await listenSubgraph(names);
    await using two = await listenSubgraph(prices);
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('prices', two.listener)],
      { logger: createLog().logger, transport: { headers: () => ({ 'x-api-key': 'k' }) } },
    );
    const { supergraphSdl, missing } = await source.load();
    expect(missing).toEqual([]);
    expect(supergraphSdl).toContain(`url: "${one.listener.url}"`);
    expect(supergraphSdl).toMatch(/price: Int/);
    expect(one.listener.seen.map(({ body }) => body)).toEqual([
      { query: 'query SubgraphSdl { _service { sdl } }' },
    ]);
    expect(two.listener.seen[0]?.headers['x-api-key']).toBe('k');
    await source.close?.();
  });

  it('leaves out a subgraph that was never reached, and takes it in when it is', async () => {
    await using one = await listenSubgraph(names);
    await using two = await listenSubgraph(undefined);
    const log = createLog();
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('prices', two.listener)],
      { logger: log.logger, transport: { retries: 0 } },
    );
    const first = await source.load();
    expect(first.missing).toEqual(['prices']);
    expect(first.supergraphSdl).not.toContain('price: Int');
    await source.load();
    two.state.sdl = prices;
    const second = await source.load();
    expect(second.missing).toEqual([]);
    expect(second.supergraphSdl).toContain('price: Int');
    expect(log.lines).toEqual([
      'The subgraph "prices" does not give its schema: it is left out until it does.',
      'The subgraph "prices" gives its schema again.',
    ]);
    await source.close?.();
  });

  it('keeps the schema of a subgraph that can no longer be reached', async () => {
    await using one = await listenSubgraph(names);
    await using two = await listenSubgraph(prices);
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('prices', two.listener)],
      { logger: createLog().logger, transport: { retries: 0 } },
    );
    const before = await source.load();
    two.state.sdl = undefined;
    expect(await source.load()).toEqual(before);
    await source.close?.();
  });

  it('waits when the others do not compose without what is missing', async () => {
    await using one = await listenSubgraph(undefined);
    await using two = await listenSubgraph(prices);
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('prices', two.listener)],
      { logger: createLog().logger, transport: { retries: 0 } },
    );
    await expect(source.load()).rejects.toMatchObject({
      code: 'SUPERGRAPH_PENDING',
      message: expect.stringMatching(
        /^\[gateway\] subgraphs: "names" must be reached once before anything can be served\. The others do not compose without: \[gateway\] composition/,
      ),
    });
    two.state.sdl = undefined;
    await source.close?.();
  });

  it('reports every composition problem by code, subgraph and coordinate', async () => {
    await using one = await listenSubgraph(names);
    await using two = await listenSubgraph(
      `${link} type Product @key(fields: "id") { id: ID! name: String far: Int @external }`,
    );
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('prices', two.listener)],
      { logger: createLog().logger },
    );
    await expect(source.load()).rejects.toMatchObject({
      code: 'COMPOSITION_FAILED',
      problems: expect.arrayContaining([
        expect.objectContaining({
          code: 'EXTERNAL_UNUSED',
          subgraph: 'prices',
          coordinate: 'Product.far',
        }),
      ]),
    });
    await source.close?.();
  });

  it('takes an answer without a schema for a failure of that subgraph', async () => {
    await using one = await listenSubgraph(names);
    await using two = await listen((_request, response) =>
      sendJson(response, { errors: [{ message: 'Cannot query field "_service"' }] }),
    );
    const log = createLog();
    const source = createSubgraphsSource(
      [remote('names', one.listener), { name: 'plain', url: two.url }],
      { logger: log.logger },
    );
    expect((await source.load()).missing).toEqual(['plain']);
    expect(log.lines).toEqual([
      'The subgraph "plain" does not give its schema: it is left out until it does.',
    ]);
    await source.close?.();
  });
});

describe('misuse of createSubgraphsSource', () => {
  const { logger } = createLog();

  it('refuses to compose nothing', () => {
    expect(() => createSubgraphsSource([], { logger })).toThrow(
      '[gateway] subgraphs: at least one was expected, but got none. Name one as NAME=URL.',
    );
  });

  it('refuses two subgraphs of one name', async () => {
    await using one = await listenSubgraph(names);
    const source = createSubgraphsSource(
      [remote('names', one.listener), remote('names', one.listener)],
      { logger },
    );
    await expect(source.load()).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'DUPLICATE_SUBGRAPH_NAME', subgraph: 'names' })],
    });
    await source.close?.();
  });
});
