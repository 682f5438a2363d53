import { describe, expect, it } from 'vitest';
import { begin, createAuction } from '../fixture/auction.ts';
import { createRecordingLogger } from '../fixture/recording-logger.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const both = 'subscription { bids { amount lot { name } } }';

describe('subscriptions', () => {
  it('give each event of the subgraph, then end', async () => {
    const { gateway } = createAuction();
    const results: unknown[] = [];
    for await (const result of await begin(gateway, 'subscription { ticks }')) {
      results.push(plain(result));
    }
    expect(results).toEqual([
      { data: { ticks: 1 } },
      { data: { ticks: 2 } },
      { data: { ticks: 3 } },
    ]);
  });

  it('complete each event with what other subgraphs know', async () => {
    const { gateway, bids } = createAuction();
    const stream = await begin(gateway, 'subscription { offer: bids { lot { title: name id } } }');
    bids.push({ lot: '7', amount: 5 });
    bids.push({ lot: '8', amount: 6 });
    expect(plain([(await stream.next()).value, (await stream.next()).value])).toEqual([
      { data: { offer: { lot: { title: 'Lot 7', id: '7' } } } },
      { data: { offer: { lot: { title: 'Lot 8', id: '8' } } } },
    ]);
    await stream.return();
  });

  it('go on after an event with an error in either subgraph', async () => {
    const { gateway, bids } = createAuction();
    const stream = await begin(gateway, both);
    bids.push({ lot: 'broken', amount: 5 });
    bids.push({ lot: '8', amount: null });
    bids.push({ lot: '9', amount: 7 });
    const results = [await stream.next(), await stream.next(), await stream.next()];
    expect(plain(results.map(({ value }) => value))).toEqual([
      {
        data: { bids: { amount: 5, lot: { name: null } } },
        errors: [
          {
            message: 'No name.',
            path: ['bids', 'lot', 'name'],
            extensions: { code: 'NAMELESS', serviceName: 'lots' },
          },
        ],
      },
      {
        data: { bids: null },
        errors: [
          {
            message: expect.stringContaining('Something went wrong'),
            path: ['bids', 'amount'],
            extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'bids' },
          },
        ],
      },
      { data: { bids: { amount: 7, lot: { name: 'Lot 9' } } } },
    ]);
    await stream.return();
  });

  it('give each event a context of its own where there is a way to make one', async () => {
    let events = 0;
    const { gateway, bids } = createAuction({
      createEventContext: () => ({ event: ++events }),
    });
    const stream = await begin(gateway, 'subscription { bids { seenBy lot { seenBy } } }');
    bids.push({ lot: '1', amount: 1 });
    bids.push({ lot: '1', amount: 2 });
    expect(plain([(await stream.next()).value, (await stream.next()).value])).toEqual([
      { data: { bids: { seenBy: 1, lot: { seenBy: 1 } } } },
      { data: { bids: { seenBy: 2, lot: { seenBy: 2 } } } },
    ]);
    await stream.return();
  });

  it('free the source when the reader leaves, also while it waits for an event', async () => {
    const { gateway, bids } = createAuction();
    const stream = await begin(gateway, both);
    const waiting = stream.next();
    await stream.return();
    await bids.freed;
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('end when the gateway closes', async () => {
    const { gateway, bids } = createAuction();
    const stream = await begin(gateway, both);
    const waiting = stream.next();
    await gateway.close();
    await bids.freed;
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('tell why a subgraph refuses', async () => {
    const { gateway } = createAuction();
    const answer = await gateway.subscribe({
      document: 'subscription { refused }',
      contextValue: {},
    });
    expect(plain(answer)).toEqual({
      errors: [
        {
          message: 'Not today.',
          path: ['refused'],
          extensions: { code: 'CLOSED', serviceName: 'bids' },
        },
      ],
    });
  });

  it('end with one error when the source breaks', async () => {
    const logger = createRecordingLogger();
    const events = {
      next: () => Promise.reject(new Error('the cable was cut at 10.0.0.7')),
    };
    const { gateway } = createAuction({
      logger,
      transports: { bids: { execute: () => ({}), subscribe: async () => events } },
    });
    const stream = await begin(gateway, both);
    expect(plain((await stream.next()).value)).toEqual({
      data: { bids: null },
      errors: [
        {
          message: expect.not.stringContaining('10.0.0.7'),
          path: ['bids'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', serviceName: 'bids' },
        },
      ],
    });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(logger.entries.map(({ message }) => message)).toEqual(['A subgraph gave no answer']);
  });

  describe('misuse', () => {
    const ask = async (document: string, transports = {}) => {
      const { gateway } = createAuction({ transports });
      return plain(await gateway.subscribe({ document, contextValue: {} }));
    };

    it('a query is no subscription', async () => {
      expect(await ask('{ lots { id } }')).toEqual({
        errors: [
          {
            message: 'A subscription was expected, but got a query.',
            extensions: { code: 'OPERATION_NOT_SUPPORTED' },
          },
        ],
      });
    });

    it('a subscription is no query', async () => {
      const { gateway } = createAuction();
      expect(plain(await gateway.execute({ document: both, contextValue: {} }))).toEqual({
        errors: [
          {
            message:
              'A query or a mutation was expected, but got a subscription. Ask for it with "Accept: text/event-stream".',
            extensions: { code: 'OPERATION_NOT_SUPPORTED' },
          },
        ],
      });
    });

    it('a transport may have no subscriptions', async () => {
      const answer = await ask(both, { bids: { execute: () => ({}) } });
      expect(answer).toEqual({
        errors: [
          {
            message: 'A subgraph that can be subscribed to was expected, but this one cannot.',
            path: ['bids'],
            extensions: { code: 'OPERATION_NOT_SUPPORTED', serviceName: 'bids' },
          },
        ],
      });
    });

    it('no variable decides what is subscribed to', async () => {
      const [error] = (await ask('subscription($no: Boolean!) { ticks @skip(if: $no) }')).errors;
      expect(error.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    });

    it('conditions may leave nothing to subscribe to', async () => {
      const { gateway } = createAuction();
      const answer = await gateway.subscribe({
        document: 'subscription { ticks @include(if: false) }',
        contextValue: {},
      });
      expect(plain(answer).errors).toMatchObject([
        {
          message: 'One field to subscribe to was expected, but @skip and @include leave none.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
    });
  });
});
