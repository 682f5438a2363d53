import { describe, expect, it } from 'vitest';
import { gatewayHeaders } from '../../../src/gateway/sign-in/gateway-secret.ts';
import { createHttpTransport } from '../../../src/gateway/transports/http.transport.ts';
import type { HttpTransportOptions } from '../../../src/gateway/transports/http-transport-options.ts';
import { SubgraphOperation } from '../../../src/gateway/transports/subgraph-transport.ts';
import {
  type Answerer,
  createGate,
  type Listener,
  listen,
  sendJson,
  unusedUrl,
} from './http-listener.ts';
import { HurriedClock, ManualClock } from './manual-clock.ts';

interface Caller {
  key: string;
  authorization?: string;
}

const query = new SubgraphOperation('query', '{ a }');
const mutation = new SubgraphOperation('mutation', 'mutation { a }');
const nobody: Caller = { key: '' };

async function withTransport(
  answer: Answerer,
  options: HttpTransportOptions<Caller>,
  use: (
    ask: (operation?: SubgraphOperation, caller?: Caller) => Promise<unknown>,
    listener: Listener,
    transport: ReturnType<typeof createHttpTransport<Caller>>,
  ) => Promise<void>,
): Promise<void> {
  await using listener = await listen(answer);
  const transport = createHttpTransport<Caller>(listener.url, options);
  const ask = async (operation = query, contextValue = nobody) =>
    transport.execute({ operation, variables: {}, contextValue });
  try {
    await use(ask, listener, transport);
  } finally {
    await transport.close?.();
  }
}

/** Answers requests in turn, and those after the last with data. */
function inTurn(...answers: Answerer[]): Answerer {
  return (request, response) => {
    const next = answers.shift();
    if (next) next(request, response);
    else sendJson(response, { data: { a: 1 } });
  };
}

const good = { data: { a: 1 }, errors: undefined };
const reset: Answerer = (_request, response) => response.socket?.resetAndDestroy();
const unavailable: Answerer = (_request, response) => response.writeHead(503).end('later');

describe('createHttpTransport', () => {
  it('sends text and variables as JSON', async () => {
    await withTransport(inTurn(), {}, async (_ask, listener, transport) => {
      await transport.execute({ operation: query, variables: { id: 'ä' }, contextValue: nobody });
      expect(listener.seen[0]?.body).toEqual({ query: '{ a }', variables: { id: 'ä' } });
      expect(listener.seen[0]?.headers).toMatchObject({
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
      });
    });
  });

  it('sends headers of the caller, never those of a connection', async () => {
    const options: HttpTransportOptions<Caller> = {
      headers: ({ key }) => ({
        'x-key': key,
        host: 'evil.example',
        'content-length': '1',
        'Transfer-Encoding': 'chunked',
      }),
    };
    await withTransport(inTurn(), options, async (ask, listener) => {
      expect(await ask(query, { key: 'k' })).toEqual(good);
      const headers = listener.seen[0]?.headers;
      expect(headers).toMatchObject({ 'x-key': 'k' });
      expect(headers?.host).toMatch(/^127\.0\.0\.1:/);
      expect(headers?.['content-length']).toBe('17');
    });
  });

  it('follows no redirect', async () => {
    await using elsewhere = await listen(inTurn());
    const redirect: Answerer = (_request, response) =>
      response.writeHead(307, { location: elsewhere.url }).end();
    await withTransport(redirect, {}, async (ask) => {
      await expect(ask()).rejects.toMatchObject({ code: 'SUBGRAPH_BAD_RESPONSE' });
      expect(elsewhere.seen).toHaveLength(0);
    });
  });

  it('reads a GraphQL answer whatever its status', async () => {
    const refuse: Answerer = (_request, response) =>
      sendJson(response, { errors: [{ message: 'No', extensions: { code: 'NO' } }] }, 500);
    await withTransport(refuse, {}, async (ask, listener) => {
      expect(await ask()).toEqual({
        data: undefined,
        errors: [{ message: 'No', extensions: { code: 'NO' } }],
      });
      expect(listener.seen).toHaveLength(1);
    });
  });

  it('keeps data beside errors that cannot be read', async () => {
    const answers: Answerer = (_request, response) =>
      sendJson(response, { data: { a: 1 }, errors: ['oh', { message: 'm', path: 'a' }] });
    await withTransport(answers, {}, async (ask) => {
      expect(await ask()).toEqual({
        data: { a: 1 },
        errors: [
          { message: 'The subgraph gave an error that is no GraphQL error' },
          { message: 'm', path: undefined },
        ],
      });
    });
  });
});

describe('retries', () => {
  it('sends a query again when the connection breaks or the subgraph is not ready', async () => {
    const clock = new HurriedClock();
    const options = { clock, timeoutMs: 2 ** 31 - 1 };
    // The hurried clock would end every request at once, were its time limit not told apart.
    const schedule = clock.schedule.bind(clock);
    clock.schedule = (callback, delayMs) =>
      delayMs > 60_000 ? () => {} : schedule(callback, delayMs);
    await withTransport(inTurn(reset, unavailable), options, async (ask, listener) => {
      expect(await ask()).toEqual(good);
      expect(listener.seen).toHaveLength(3);
      expect(clock.waits).toEqual([25, 50]);
    });
  });

  it('never sends a mutation again', async () => {
    for (const answer of [reset, unavailable]) {
      await withTransport(inTurn(answer), {}, async (ask, listener) => {
        await expect(ask(mutation)).rejects.toThrow();
        expect(listener.seen).toHaveLength(1);
      });
    }
  });

  it('never sends a mutation again when nothing listens', async () => {
    const clock = new ManualClock();
    const transport = createHttpTransport<Caller>(await unusedUrl(), { clock });
    const sent = transport.execute({ operation: mutation, variables: {}, contextValue: nobody });
    await expect(sent).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' });
    expect(clock.scheduled).toBe(0);
    await transport.close?.();
  });
});

describe('time limit', () => {
  it('gives up, and closes the connection, when time is up', async () => {
    const clock = new ManualClock();
    let closed: Promise<unknown> = Promise.resolve();
    const arrived = createGate();
    const hang: Answerer = (_request, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      arrived.open();
    };
    await withTransport(hang, { clock, timeoutMs: 500 }, async (ask, listener) => {
      const asked = ask();
      await arrived.opened;
      clock.advance(499);
      expect(clock.scheduled).toBe(1);
      clock.advance(1);
      await expect(asked).rejects.toMatchObject({
        code: 'SUBGRAPH_TIMEOUT',
        message: 'No whole answer within 500 ms',
      });
      await closed;
      expect(listener.seen).toHaveLength(1);
    });
  });

  it('counts from the first attempt, so that retries get what is left', async () => {
    const clock = new ManualClock();
    const arrivals = [createGate(), createGate()];
    let count = 0;
    const answer: Answerer = (request, response) => {
      arrivals[count++]?.open();
      if (count === 1) {
        clock.advance(300);
        reset(request, response);
      }
    };
    await withTransport(answer, { clock, timeoutMs: 500, retryDelayMs: 0 }, async (ask) => {
      const asked = ask();
      await arrivals[0]?.opened;
      while (count < 2) {
        await new Promise(setImmediate);
        clock.advance(0);
      }
      await arrivals[1]?.opened;
      clock.advance(200);
      await expect(asked).rejects.toMatchObject({ message: 'No whole answer within 200 ms' });
    });
  });
});

describe('the deadline of an operation', () => {
  it('ends a request before its own time is up, and is not held against the subgraph', async () => {
    const clock = new ManualClock();
    const arrived = createGate();
    const options: HttpTransportOptions<Caller> = {
      clock,
      timeoutMs: 500,
      deadlineAt: () => 120,
      retries: 0,
      breaker: { window: 1, minimum: 1 },
    };
    await withTransport(
      () => arrived.open(),
      options,
      async (ask, listener, transport) => {
        const asked = ask();
        await arrived.opened;
        clock.advance(120);
        await expect(asked).rejects.toMatchObject({ message: 'No whole answer within 120 ms' });
        expect(transport.breakerState).toBe('closed');
        await expect(ask()).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' });
        expect(listener.seen).toHaveLength(1);
      },
    );
  });
});

describe('breaker', () => {
  const breaker = { window: 2, minimum: 2, failureShare: 1, pauseMs: 1_000 };

  it('sends nothing to a subgraph that failed too often, until a trial succeeds', async () => {
    const clock = new ManualClock();
    const states: string[] = [];
    const options: HttpTransportOptions<Caller> = {
      clock,
      retries: 0,
      breaker,
      onBreakerChange: (state) => states.push(state),
    };
    await withTransport(inTurn(reset, reset), options, async (ask, listener, transport) => {
      for (let count = 0; count < 2; count++) await expect(ask()).rejects.toThrow();
      expect(transport.breakerState).toBe('open');
      await expect(ask()).rejects.toMatchObject({ code: 'SUBGRAPH_PAUSED' });
      expect(listener.seen).toHaveLength(2);
      clock.advance(1_000);
      expect(await ask()).toEqual(good);
      expect(states).toEqual(['open', 'half-open', 'closed']);
      expect(await ask()).toEqual(good);
    });
  });

  it.each([
    ['passes over a refusal of one caller', 403, 'closed'],
    ['counts a fault of the subgraph', 500, 'open'],
  ])('%s, status %i', async (_title, status, after) => {
    const refuse: Answerer = (_request, response) => response.writeHead(status).end('<p>no</p>');
    await withTransport(refuse, { retries: 0, breaker }, async (ask, _listener, transport) => {
      for (let count = 0; count < 2; count++) await expect(ask()).rejects.toThrow();
      expect(transport.breakerState).toBe(after);
    });
  });

  it('can be turned off', async () => {
    const options = { retries: 0, breaker: false } as const;
    await withTransport(inTurn(), options, async (ask, _listener, transport) => {
      expect(await ask()).toEqual(good);
      expect(transport.breakerState).toBe('closed');
    });
    const transport = createHttpTransport<Caller>(await unusedUrl(), options);
    for (let count = 0; count < 30; count++) {
      const asked = transport.execute({ operation: query, variables: {}, contextValue: nobody });
      await expect(asked).rejects.toMatchObject({ code: 'SUBGRAPH_UNREACHABLE' });
    }
    await transport.close?.();
  });
});

describe('connections', () => {
  it('lets requests wait for a connection, and refuses those beyond the places to wait', async () => {
    const held: (() => void)[] = [];
    const arrived = createGate();
    const hold: Answerer = (_request, response) => {
      held.push(() => sendJson(response, { data: { a: 1 } }));
      arrived.open();
    };
    const options = { connections: 1, maxWaiting: 1 };
    await withTransport(hold, options, async (ask, listener) => {
      const first = ask();
      const second = ask();
      await expect(ask()).rejects.toMatchObject({ code: 'SUBGRAPH_BUSY' });
      await arrived.opened;
      expect(listener.seen).toHaveLength(1);
      held.shift()?.();
      expect(await first).toEqual(good);
      while (held.length === 0) await new Promise(setImmediate);
      held.shift()?.();
      expect(await second).toEqual(good);
    });
  });
});

describe('merging', () => {
  const headers = ({ authorization }: Caller): Record<string, string> =>
    authorization === undefined ? {} : { authorization };

  /** Asks for each caller at the same time, and counts what reaches the subgraph. */
  async function countRequests(
    options: HttpTransportOptions<Caller>,
    operation: SubgraphOperation,
    callers: readonly Caller[],
  ): Promise<number> {
    let count = 0;
    await withTransport(inTurn(), options, async (ask, listener) => {
      const answers = await Promise.all(callers.map((caller) => ask(operation, caller)));
      for (const answer of answers) expect(answer).toEqual(good);
      expect(new Set(answers.map((answer) => (answer as typeof good).data)).size).toBe(
        callers.length,
      );
      count = listener.seen.length;
    });
    return count;
  }

  it('sends identical queries of one caller once, and gives each its own data', async () => {
    const callers = [{ key: 'a' }, { key: 'a' }, { key: 'a' }];
    expect(await countRequests({ merge: true }, query, callers)).toBe(1);
  });

  it('sends identical queries once though each has its own trace and request id', async () => {
    let count = 0;
    const numbered = () => ({ 'x-request-id': String(count++), traceparent: `00-${count}` });
    expect(await countRequests({ merge: true, headers: numbered }, query, [nobody, nobody])).toBe(
      1,
    );
  });

  it('merges nothing unless told to', async () => {
    expect(await countRequests({}, query, [nobody, nobody])).toBe(2);
  });

  it('never merges mutations', async () => {
    expect(await countRequests({ merge: true }, mutation, [nobody, nobody])).toBe(2);
  });

  it('never merges requests of callers with different credentials', async () => {
    const callers = [
      { key: '', authorization: 'Bearer one' },
      { key: '', authorization: 'Bearer two' },
    ];
    expect(await countRequests({ merge: true, headers }, query, callers)).toBe(2);
    const trusted = ({ authorization = '' }: Caller) =>
      gatewayHeaders('a-secret-of-subgraphs', {
        id: authorization,
        scopes: new Set(),
      });
    expect(await countRequests({ merge: true, headers: trusted }, query, callers)).toBe(2);
  });

  it('asks anew once the answer is there', async () => {
    await withTransport(inTurn(), { merge: true }, async (ask, listener) => {
      await ask();
      await ask();
      expect(listener.seen).toHaveLength(2);
    });
  });
});

describe('misuse of createHttpTransport', () => {
  const url = 'http://127.0.0.1:1/graphql';
  it.each<[string, HttpTransportOptions<Caller>, string]>([
    [
      'ftp://example.org',
      {},
      '[gateway] createHttpTransport: an absolute http or https URL was expected, but got "ftp://example.org".',
    ],
    [
      'http://user:pass@example.org',
      {},
      '[gateway] createHttpTransport: a URL without user and password was expected, but got one with them. Send credentials in the option "headers".',
    ],
    [
      url,
      { timeoutMs: 0 },
      '[gateway] createHttpTransport: timeoutMs must be a whole number from 1 to 2147483647, but got 0. Leave it out for its default.',
    ],
    [
      url,
      { retries: 11 },
      '[gateway] createHttpTransport: retries must be a whole number from 0 to 10, but got 11. Leave it out for its default.',
    ],
    [
      url,
      { breaker: { window: 5 } },
      '[gateway] createHttpTransport: minimum must be a whole number from 1 to 5, but got 10. Leave it out for its default.',
    ],
    [
      url,
      { breaker: { failureShare: 0 } },
      '[gateway] createHttpTransport: failureShare must be a number above 0 and at most 1, but got 0. Leave it out for 0.5.',
    ],
  ])('refuses %s with %o', (address, options, message) => {
    expect(() => createHttpTransport(address, options)).toThrow(
      expect.objectContaining({ code: 'GATEWAY_CONFIGURATION', message }),
    );
  });
});
