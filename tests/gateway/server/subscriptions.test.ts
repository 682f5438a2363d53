import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createGatewayServer } from '../../../src/gateway/server/create-gateway-server.ts';
import { publicCaller } from '../../../src/gateway/sign-in/caller.ts';
import { SignInError } from '../../../src/gateway/sign-in/sign-in.error.ts';
import { type AuctionContext, createAuction } from '../fixture/auction.ts';
import { silentLogger } from '../fixture/market.gateway.ts';

type Options = Partial<Parameters<typeof createGatewayServer<AuctionContext>>[0]>;

const query = 'subscription { bids { amount lot { name } } }';
const first = 'event: next\ndata: {"data":{"bids":{"amount":5,"lot":{"name":"Lot 7"}}}}\n\n';
const complete = 'event: complete\ndata:\n\n';
const sse = { accept: 'text/event-stream' };

let closing: (() => Promise<void>)[] = [];

async function open(options: Options = {}) {
  const auction = createAuction();
  const app = await createGatewayServer<AuctionContext>({
    gateway: auction.gateway,
    createContext: () => ({}),
    logger: silentLogger,
    ...options,
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= app.close().then(() => auction.gateway.close()));
  closing.push(close);
  const post = (body: object, headers: Record<string, string> = sse, signal?: AbortSignal) =>
    fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
  return { ...auction, origin, post, close };
}

/** Reads on until the text so far ends as wanted. */
async function readUntil(response: Response, ending: string) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('There is no body');
  let text = '';
  const until = async (wanted: string): Promise<string> => {
    while (!text.endsWith(wanted)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended with: ${text}`);
      text += value;
    }
    return text;
  };
  await until(ending);
  return { until, reader };
}

afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

describe('subscriptions over HTTP', () => {
  it('are server-sent events: next for each result, then complete', async () => {
    const { post, bids } = await open();
    const response = await post({ query });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Accept',
    });
    const { until } = await readUntil(response, ':\n\n');
    bids.push({ lot: '7', amount: 5 });
    expect(await until(first)).toBe(`:\n\n${first}`);
    bids.end();
    expect(await until(complete)).toBe(`:\n\n${first}${complete}`);
  });

  it('come by GET as well, as EventSource asks', async () => {
    const { origin } = await open();
    const search = new URLSearchParams({ query: 'subscription { ticks }' });
    const response = await fetch(`${origin}/graphql?${search}`, { headers: sse });
    const text = await response.text();
    expect(text.match(/data: .+/g)).toEqual([
      'data: {"data":{"ticks":1}}',
      'data: {"data":{"ticks":2}}',
      'data: {"data":{"ticks":3}}',
    ]);
  });

  it('come in parts of one response to clients of Apollo', async () => {
    const { post } = await open();
    const accept = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json';
    const response = await post({ query: 'subscription { ticks }' }, { accept });
    expect(response.headers.get('content-type')).toBe(
      'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0',
    );
    const parts = (await response.text()).split('\r\n--graphql');
    expect(parts.slice(1)).toEqual([
      ...[1, 2, 3].map(
        (ticks) =>
          `\r\ncontent-type: application/json\r\n\r\n{"payload":{"data":{"ticks":${ticks}}}}`,
      ),
      '--\r\n',
    ]);
  });

  it('say now and then that they are still there', async () => {
    const { post } = await open({ heartbeatMs: 5 });
    const { until } = await readUntil(await post({ query }), ':\n\n');
    expect(await until(':\n\n:\n\n:\n\n')).toBe(':\n\n:\n\n:\n\n');
  });

  it('free everything when the client leaves', async () => {
    const { post, bids } = await open({ maxSubscriptions: 1 });
    const leave = new AbortController();
    await readUntil(await post({ query }, sse, leave.signal), ':\n\n');
    expect((await post({ query })).status).toBe(503);
    leave.abort();
    await bids.freed;
    expect((await post({ query: 'subscription { ticks }' })).status).toBe(200);
  });

  it('end in good order when the server closes', async () => {
    const { post, close } = await open();
    const { until } = await readUntil(await post({ query }), ':\n\n');
    await Promise.all([close(), until(complete)]);
  });

  it('end when the credential of their caller is no longer good', async () => {
    let isGood = true;
    const { post, bids } = await open({
      identify() {
        if (!isGood) throw new SignInError('UNAUTHENTICATED', 'The key was revoked.');
        return publicCaller;
      },
    });
    const { until } = await readUntil(await post({ query }), ':\n\n');
    isGood = false;
    bids.push({ lot: '7', amount: 5 });
    const text = await until(complete);
    expect(text).toContain('"code":"UNAUTHENTICATED"');
    expect(text).not.toContain('Lot 7');
    await bids.freed;
  });

  it('do not take the places of queries', async () => {
    const { post } = await open({ maxConcurrentOperations: 1 });
    await readUntil(await post({ query }), ':\n\n');
    await wait(0);
    const answer = await post({ query: '{ lots { id } }' }, { accept: 'application/json' });
    expect(await answer.json()).toEqual({ data: { lots: [{ id: '1' }, { id: '2' }] } });
  });

  it('carry a query that is asked for as a stream', async () => {
    const { post } = await open();
    expect(await (await post({ query: '{ lots { id } }' })).text()).toBe(
      `:\n\nevent: next\ndata: {"data":{"lots":[{"id":"1"},{"id":"2"}]}}\n\n${complete}`,
    );
  });

  it('leave queries in JSON where that is taken too', async () => {
    const { post } = await open();
    const accept = 'text/event-stream, application/json';
    const response = await post({ query: '{ lots { id } }' }, { accept });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  describe('misuse', () => {
    const codeOf = (text: string) => /"code":"(\w+)"/.exec(text)?.[1];

    it('a restricted field is refused before anything begins', async () => {
      const { post } = await open();
      const text = await (await post({ query: 'subscription { secret }' })).text();
      expect(codeOf(text)).toBe('UNAUTHENTICATED');
      expect(text).not.toContain('42');
    });

    it('a subscription that is not valid gets its errors as the only event', async () => {
      const { post } = await open();
      const text = await (await post({ query: 'subscription { ticks bids { amount } }' })).text();
      expect(codeOf(text)).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(text.endsWith(complete)).toBe(true);
    });

    it('limits hold as for queries', async () => {
      const { post } = await open({ limits: { maxDepth: 2 } });
      expect(codeOf(await (await post({ query })).text())).toBe('OPERATION_TOO_DEEP');
    });

    it('without a stream in Accept it is told what to send', async () => {
      const { post } = await open();
      const answer = await post({ query }, { accept: 'application/json' });
      expect(await answer.json()).toMatchObject({
        errors: [
          {
            message:
              'A query or a mutation was expected, but got a subscription. Ask for it with "Accept: text/event-stream".',
            extensions: { code: 'OPERATION_NOT_SUPPORTED' },
          },
        ],
      });
    });

    it('maxSubscriptions is a whole number', async () => {
      await expect(open({ maxSubscriptions: 0 })).rejects.toThrow(
        '[gateway] maxSubscriptions: a whole number of at least 1 was expected, but got 0. Leave it out for 1000.',
      );
    });
  });
});
