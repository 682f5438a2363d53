import { describe, expect, it } from 'vitest';
import type { SupergraphSource } from '../../../src/gateway/reload/supergraph-source.ts';
import {
  createStandaloneGateway,
  type StandaloneGatewayOptions,
} from '../../../src/gateway/standalone/create-standalone-gateway.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { type Listener, listen } from '../transports/http-listener.ts';
import { definition, link } from './hinted-graph.ts';

/** What the two subgraphs say of their answers. */
interface Said {
  first?: Record<string, string>;
  second?: Record<string, string>;
}

/** A gateway alone over two real servers. The first gives no hints; the second says 60 seconds of its field. */
async function withGateway(
  options: Partial<StandaloneGatewayOptions>,
  use: (
    ask: (query: string, headers?: Record<string, string>) => Promise<[unknown, unknown]>,
    stage: {
      said: Said;
      listeners: readonly Listener[];
      rename(): void;
      reload(): Promise<unknown>;
    },
  ) => Promise<void>,
): Promise<void> {
  const said: Said = {};
  const answer =
    (name: keyof Said, data: object) =>
    (_request: unknown, response: import('node:http').ServerResponse): void => {
      response
        .writeHead(200, { 'content-type': 'application/json', ...said[name] })
        .end(JSON.stringify({ data }));
    };
  await using first = await listen(answer('first', { a: 1 }));
  await using second = await listen(answer('second', { b: 2 }));
  let extra = '';
  const source: SupergraphSource = {
    load: async () => ({
      supergraphSdl: composeSupergraph([
        { name: 'first', url: first.url, typeDefs: `${link} type Query { a: Int ${extra} }` },
        {
          name: 'second',
          url: second.url,
          typeDefs: `${link} ${definition} type Query { b: Int @cacheControl(maxAge: 60) }`,
        },
      ]),
      missing: [],
    }),
  };
  const { app, gateway, close } = await createStandaloneGateway({
    source,
    logger: silentLogger,
    ...options,
  });
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const reply = await app.inject({ method: 'GET', url: '/graphql', query: { query }, headers });
    return [reply.headers['cache-control'], reply.headers.age] as [unknown, unknown];
  };
  try {
    await use(ask, {
      said,
      listeners: [first, second],
      rename: () => {
        extra = 'c: Int';
      },
      reload: () => gateway.reload(),
    });
  } finally {
    await close();
  }
}

describe('Cache-Control of remote subgraphs', () => {
  it('makes answers last as long as all of them allow', async () => {
    await withGateway({ responseCacheBytes: 0 }, async (ask, { said }) => {
      expect(await ask('{ a }')).toEqual(['private, no-cache', undefined]);
      said.first = { 'cache-control': 'max-age=40', age: '10' };
      expect(await ask('{ a }')).toEqual(['max-age=30, public', undefined]);
      expect(await ask('{ a b }')).toEqual(['max-age=30, public', undefined]);
      expect(await ask('{ b }')).toEqual(['max-age=60, public', undefined]);
      said.second = { 'cache-control': 'private, max-age=5' };
      expect(await ask('{ a b }')).toEqual(['max-age=5, private', undefined]);
      said.second = { 'cache-control': 'max-age=900' };
      expect(await ask('{ b }')).toEqual(['max-age=60, public', undefined]);
      said.first = { 'cache-control': 'no-store' };
      expect(await ask('{ a b }')).toEqual(['no-store', undefined]);
    });
  });

  it('says nothing where it is to be ignored', async () => {
    const options = { responseCacheBytes: 0, respectSubgraphHeaders: false };
    await withGateway(options, async (ask, { said }) => {
      said.first = { 'cache-control': 'max-age=40' };
      said.second = { 'cache-control': 'no-store' };
      expect(await ask('{ a }')).toEqual(['private, no-cache', undefined]);
      expect(await ask('{ b }')).toEqual(['max-age=60, public', undefined]);
    });
  });

  it('is followed by a gateway alone, which asks once, until it has another schema', async () => {
    await withGateway({}, async (ask, { said, listeners, rename, reload }) => {
      said.first = { 'cache-control': 'max-age=3600' };
      await ask('{ a b }');
      expect(await ask('{ a b }')).toEqual(['max-age=60, public', '0']);
      expect(listeners.map(({ seen }) => seen.length)).toEqual([1, 1]);
      rename();
      await reload();
      expect(await ask('{ a b }')).toEqual(['max-age=60, public', undefined]);
      expect(listeners.map(({ seen }) => seen.length)).toEqual([2, 2]);
    });
  });

  it('shares nothing where a header that subgraphs get may make answers differ', async () => {
    await withGateway({ forwardedHeaders: ['x-tenant'] }, async (ask, { said, listeners }) => {
      said.first = { 'cache-control': 'max-age=3600' };
      await ask('{ a }');
      for (const tenant of ['one', 'two', 'one']) {
        expect(await ask('{ a }', { 'x-tenant': tenant })).toEqual([
          'max-age=3600, private',
          undefined,
        ]);
      }
      expect(listeners[0]?.seen.length).toBe(4);
    });
  });
});
