import { setImmediate } from 'node:timers/promises';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import {
  createReloadableGateway,
  type ReloadableGatewayOptions,
} from '../../../src/gateway/reload/create-reloadable-gateway.ts';
import {
  SupergraphPendingError,
  type SupergraphSource,
} from '../../../src/gateway/reload/supergraph-source.ts';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { composeSupergraph } from '../../../src/gateway/supergraph/compose-supergraph.ts';
import { createEmbeddedTransport } from '../../../src/gateway/transports/embedded.transport.ts';
import {
  type Auction,
  type AuctionContext,
  auctionSupergraphSdl,
  begin,
  createAuction,
} from '../fixture/auction.ts';
import { silentLogger } from '../fixture/market.gateway.ts';
import { createGate } from '../transports/http-listener.ts';
import { ManualClock } from '../transports/manual-clock.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

function sdlWith(...fields: string[]): string {
  return composeSupergraph([
    { name: 'one', typeDefs: `${link} type Query { ${fields.join(' ')} }` },
  ]);
}

/** A source that gives what it is told, with a record of gateways that were built and closed. */
function createStage(first: string | Error = sdlWith('a: Int')) {
  let next = first;
  const logged: string[] = [];
  const log = (details: object, message: string) => {
    logged.push(
      'err' in details && details.err instanceof Error
        ? `${message}: ${details.err.message}`
        : message,
    );
  };
  const closed: string[] = [];
  const started = createGate();
  const release = createGate();
  const source: SupergraphSource = {
    async load() {
      if (next instanceof Error) throw next;
      return { supergraphSdl: next, missing: [] };
    },
  };
  const clock = new ManualClock();
  const options: ReloadableGatewayOptions<object> = {
    source,
    clock,
    logger: { error: log, warn: log, info: log },
    build(supergraphSdl) {
      const fields = [...supergraphSdl.matchAll(/^ {2}(\w+): Int$/gm)].map((match) => match[1]);
      const slow = () => {
        started.open();
        return release.opened.then(() => 7);
      };
      const schema = buildSubgraphSchema([
        {
          typeDefs: parse(`${link} type Query { ${['id', ...fields].join(': Int ')}: Int }`),
          resolvers: {
            Query: Object.fromEntries(
              fields.map((name) => [name, name === 'slow' ? slow : () => 1]),
            ),
          },
        },
      ]);
      const transport = createEmbeddedTransport<object>(schema);
      return createGateway<object>({
        supergraphSdl,
        transports: {
          one: {
            execute: (request) => transport.execute(request),
            close: async () => void closed.push(fields.join()),
          },
        },
        logger: silentLogger,
      });
    },
  };
  return {
    options,
    clock,
    logged,
    closed,
    set(value: string | Error) {
      next = value;
    },
    started,
    release,
  };
}

const ask = (document: string) => ({ document, contextValue: {} });

describe('createReloadableGateway', () => {
  it('serves the new supergraph after a reload', async () => {
    const stage = createStage();
    const gateway = await createReloadableGateway(stage.options);
    stage.set(sdlWith('b: Int'));
    expect(await gateway.reload()).toEqual({ kind: 'swapped', missing: [] });
    expect(await gateway.execute(ask('{ b }'))).toEqual({ data: { b: 1 } });
    expect(gateway.schema.getQueryType()?.getFields()).toHaveProperty('b');
    expect(gateway.supergraphSdl).toBe(sdlWith('b: Int'));
    expect(stage.closed).toEqual(['a']);
    await gateway.close();
    expect(stage.closed).toEqual(['a', 'b']);
  });

  it('lets operations under way finish on the gateway they began on, and closes it then', async () => {
    const stage = createStage(sdlWith('slow: Int'));
    const gateway = await createReloadableGateway(stage.options);
    const slow = gateway.execute(ask('{ slow }'));
    await stage.started.opened;
    stage.set(sdlWith('b: Int'));
    await gateway.reload();
    expect(stage.closed).toEqual([]);
    stage.release.open();
    expect(await slow).toEqual({ data: { slow: 7 } });
    expect(stage.closed).toEqual(['slow']);
    await gateway.close();
  });

  it('drops no request while it swaps again and again', async () => {
    const stage = createStage(sdlWith('a: Int', 'x0: Int'));
    const gateway = await createReloadableGateway(stage.options);
    const answers: Promise<unknown>[] = [];
    for (let round = 1; round <= 20; round++) {
      stage.set(sdlWith('a: Int', `x${round}: Int`));
      const swap = gateway.reload();
      for (let count = 0; count < 10; count++) {
        answers.push(gateway.execute(ask('{ a }')));
        await setImmediate();
      }
      await swap;
    }
    expect(await Promise.all(answers)).toEqual(Array(200).fill({ data: { a: 1 } }));
    expect(stage.closed).toHaveLength(20);
    await gateway.close();
  });

  it('keeps the gateway before when the next cannot be composed or built, and says why once', async () => {
    const stage = createStage();
    const gateway = await createReloadableGateway(stage.options);
    stage.set(new Error('The fields clash'));
    expect(await gateway.reload()).toEqual({ kind: 'kept', reason: 'The fields clash' });
    stage.set('type Query { no: Supergraph }');
    for (let count = 0; count < 3; count++) {
      expect(await gateway.reload()).toMatchObject({
        kind: 'kept',
        reason: expect.stringContaining('a supergraph of Federation 2 was expected'),
      });
    }
    expect(await gateway.execute(ask('{ a }'))).toEqual({ data: { a: 1 } });
    expect(stage.closed).toEqual([]);
    expect(stage.logged).toEqual([
      'The next supergraph cannot be used; the one before is still served: The fields clash',
      expect.stringContaining(
        'The next supergraph cannot be used; the one before is still served: [gateway]',
      ),
    ]);
    await gateway.close();
  });

  it('polls its source, and changes nothing when nothing has changed', async () => {
    const stage = createStage();
    const gateway = await createReloadableGateway({ ...stage.options, pollMs: 500 });
    stage.clock.advance(500);
    await setImmediate();
    expect(stage.logged).toEqual([]);
    stage.set(sdlWith('b: Int'));
    stage.clock.advance(500);
    await setImmediate();
    expect(await gateway.execute(ask('{ b }'))).toEqual({ data: { b: 1 } });
    expect(stage.logged).toEqual(['The supergraph has changed; the new one is served']);
    await gateway.close();
    expect(stage.clock.scheduled).toBe(0);
  });

  it('waits for a first supergraph while subgraphs that it needs are missing', async () => {
    const stage = createStage(new SupergraphPendingError('"one" must be reached once'));
    const begun = createReloadableGateway(stage.options);
    await setImmediate();
    stage.clock.advance(1_000);
    await setImmediate();
    stage.set(sdlWith('a: Int'));
    stage.clock.advance(1_000);
    const gateway = await begun;
    expect(await gateway.execute(ask('{ a }'))).toEqual({ data: { a: 1 } });
    expect(stage.logged).toEqual(['"one" must be reached once']);
    await gateway.close();
  });

  it('stops waiting when told to', async () => {
    const stop = new AbortController();
    const stage = createStage(new SupergraphPendingError('"one" must be reached once'));
    const begun = createReloadableGateway({ ...stage.options, signal: stop.signal });
    await setImmediate();
    stop.abort(new Error('stopped'));
    await expect(begun).rejects.toThrow('stopped');
    expect(stage.clock.scheduled).toBe(0);
  });

  it('does not start on what waiting cannot mend', async () => {
    const stage = createStage(new Error('The fields clash'));
    await expect(createReloadableGateway(stage.options)).rejects.toThrow('The fields clash');
  });

  it('is followed by an HTTP server in front of it', async () => {
    const stage = createStage();
    const gateway = await createReloadableGateway(stage.options);
    const app = await createGatewayServer({
      gateway,
      createContext: () => ({}),
      logger: silentLogger,
    });
    const post = async (query: string) =>
      (await app.inject({ method: 'POST', url: '/graphql', payload: { query } })).json();
    expect(await post('{ a }')).toEqual({ data: { a: 1 } });
    stage.set(sdlWith('b: Int'));
    await gateway.reload();
    expect(await post('{ b }')).toEqual({ data: { b: 1 } });
    expect(await post('{ a }')).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
    expect(await post('{ __type(name: "Query") { fields { name } } }')).toEqual({
      data: { __type: { fields: [{ name: 'b' }] } },
    });
    await app.close();
    await gateway.close();
  });
});

describe('a swap', () => {
  it('leaves running subscriptions on the gateway they began on, and closes that after the last', async () => {
    const auctions: Auction[] = [];
    const closed: number[] = [];
    let text = auctionSupergraphSdl;
    const gateway = await createReloadableGateway<AuctionContext>({
      source: { load: async () => ({ supergraphSdl: text, missing: [] }) },
      build() {
        const auction = createAuction();
        const number = auctions.push(auction);
        const { gateway: plain } = auction;
        return {
          ...plain,
          supergraphSdl: text,
          close: async () => {
            closed.push(number);
            await plain.close();
          },
        };
      },
      logger: silentLogger,
      pollMs: false,
    });
    const query = 'subscription { bids { lot { name } } }';
    const old = await begin(gateway, query);
    text += '\n# changed';
    expect((await gateway.reload()).kind).toBe('swapped');
    const fresh = await begin(gateway, query);
    auctions[0]?.bids.push({ lot: '1', amount: 1 });
    auctions[1]?.bids.push({ lot: '2', amount: 2 });
    const names = [await old.next(), await fresh.next()].map(({ value }) => value?.data);
    expect(names).toEqual([
      { bids: { lot: { name: 'Lot 1' } } },
      { bids: { lot: { name: 'Lot 2' } } },
    ]);
    expect(closed).toEqual([]);
    await old.return();
    await auctions[0]?.bids.freed;
    expect(closed).toEqual([1]);
    await gateway.close();
    await auctions[1]?.bids.freed;
    expect(closed).toEqual([1, 2]);
  });
});
