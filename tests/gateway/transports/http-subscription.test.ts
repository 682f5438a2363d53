import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpTransport } from '../../../src/gateway/transports/http.transport.ts';
import type { HttpTransportOptions } from '../../../src/gateway/transports/http-transport-options.ts';
import { type AuctionContext, begin, createAuction } from '../fixture/auction.ts';
import { type Answerer, createGate, type Listener, listen, sendJson } from './http-listener.ts';
import { ManualClock } from './manual-clock.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
const document = 'subscription { bids { amount lot { name } } }';
const bid = { data: { bids: { amount: 5, lot: { __typename: 'Lot', id: '7' } } } };

const beginStream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { 'content-type': 'text/event-stream' });

const next = (result: unknown) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;

const closing: (() => Promise<unknown>)[] = [];

async function serve(answer: Answerer, options: HttpTransportOptions<AuctionContext> = {}) {
  const listener: Listener = await listen(answer);
  const bids = createHttpTransport<AuctionContext>(listener.url, options);
  const { gateway } = createAuction({ transports: { bids } });
  closing.push(
    () => gateway.close(),
    async () => listener[Symbol.asyncDispose](),
  );
  return { gateway, listener, bids };
}

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('subscriptions over HTTP', () => {
  it('come as server-sent events and are completed like any', async () => {
    const { gateway, listener } = await serve(
      (_request, response) => {
        beginStream(response).write(`: hello\n\n${next(bid)}:\r\n\r\n`);
        response.end('event: complete\ndata:\n\n');
      },
      { headers: () => ({ authorization: 'Bearer x' }) },
    );
    const results: unknown[] = [];
    for await (const result of await begin(gateway, document)) results.push(plain(result));
    expect(results).toEqual([{ data: { bids: { amount: 5, lot: { name: 'Lot 7' } } } }]);
    const [seen] = listener.seen;
    expect(seen?.headers.accept).toMatch(/^text\/event-stream/);
    expect(seen?.headers.authorization).toBe('Bearer x');
    expect(seen?.body.query).toMatch(/^subscription/);
  });

  it('are put together from whatever pieces arrive', async () => {
    const written = createGate();
    const { gateway } = await serve(async (_request, response) => {
      beginStream(response);
      for (const piece of `${next(bid).replaceAll('\n', '\r\n')}event:complete\r\n\r\n`) {
        response.write(piece);
        await new Promise(setImmediate);
      }
      response.end();
      written.open();
    });
    const results: unknown[] = [];
    for await (const result of await begin(gateway, document)) results.push(plain(result));
    await written.opened;
    expect(results).toEqual([{ data: { bids: { amount: 5, lot: { name: 'Lot 7' } } } }]);
  });

  it('close their connection when the reader leaves', async () => {
    const gone = createGate();
    const { gateway } = await serve((_request, response) => {
      response.on('close', gone.open);
      beginStream(response).write(next(bid));
    });
    const stream = await begin(gateway, document);
    await stream.next();
    const waiting = stream.next();
    await stream.return();
    await gone.opened;
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  it('end with an error when the connection breaks', async () => {
    const { gateway } = await serve((_request, response) => {
      beginStream(response).write(next(bid), () => response.destroy());
    });
    const stream = await begin(gateway, document);
    const results: unknown[] = [];
    for await (const result of stream) results.push(plain(result));
    expect(results.at(-1)).toEqual({
      data: { bids: null },
      errors: [
        {
          message: 'The subgraph "bids" could not be reached.',
          path: ['bids'],
          extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'bids' },
        },
      ],
    });
  });

  const codeOf = (answer: unknown) => plain(answer).errors[0].extensions.code;

  it.each<[string, string, Answerer]>([
    [
      'is refused in JSON',
      'NOT_TODAY',
      (_request, response) =>
        sendJson(response, { errors: [{ message: 'No', extensions: { code: 'NOT_TODAY' } }] }),
    ],
    [
      'is answered with HTML',
      'SUBGRAPH_BAD_RESPONSE',
      (_request, response) => void response.writeHead(502).end('<p>proxy at 10.0.0.7</p>'),
    ],
    [
      'is cut off before it begins',
      'SUBGRAPH_UNREACHABLE',
      (_request, response) => void response.destroy(),
    ],
    [
      'is answered at too great a length',
      'SUBGRAPH_RESPONSE_TOO_LARGE',
      (_request, response) => sendJson(response, { errors: ['x'.repeat(5_000)] }),
    ],
  ])('tell the client when one %s', async (_name, code, answer) => {
    const { gateway } = await serve(answer, { maxResponseBytes: 1_000 });
    const refusal = await gateway.subscribe({ document, contextValue: {} });
    expect(codeOf(refusal)).toBe(code);
    expect(JSON.stringify(refusal)).not.toContain('10.0.0.7');
  });

  it('give up on an event that is too large', async () => {
    const { gateway } = await serve(
      (_request, response) => {
        beginStream(response).write(`event: next\ndata: ${'x'.repeat(5_000)}`);
      },
      { maxResponseBytes: 1_000 },
    );
    const stream = await begin(gateway, document);
    expect(codeOf((await stream.next()).value)).toBe('SUBGRAPH_RESPONSE_TOO_LARGE');
    expect((await stream.next()).done).toBe(true);
  });

  it('wait for a beginning no longer than a request may take', async () => {
    const clock = new ManualClock();
    const asked = createGate();
    const { gateway } = await serve(asked.open, { clock, timeoutMs: 100 });
    const pending = gateway.subscribe({ document, contextValue: {} });
    await asked.opened;
    clock.advance(100);
    expect(codeOf(await pending)).toBe('SUBGRAPH_TIMEOUT');
  });

  it('wait for events as long as they take', async () => {
    const clock = new ManualClock();
    const { gateway, bids } = await serve(
      (_request, response) => {
        beginStream(response).write(':\n\n');
        setImmediate(() => response.write(next(bid)));
      },
      { clock, timeoutMs: 100 },
    );
    const stream = await begin(gateway, document);
    clock.advance(100_000);
    expect((await stream.next()).value?.errors).toBeUndefined();
    expect(bids.breakerState).toBe('closed');
    await stream.return();
  });
});
