import { describe, expect, it } from 'vitest';
import { assertSubgraphOptions } from '../../src/config/assert-subgraph-options.ts';
import { parseSettings } from '../../src/config/settings.ts';
import { subgraphOptionsFor } from '../../src/config/subgraph-options.ts';
import { createHttpTransport } from '../../src/gateway/transports/http.transport.ts';

const read = (value: unknown) =>
  parseSettings({ REDRESS_SUBGRAPH_OPTIONS: JSON.stringify(value) }).subgraphOptions;

/** Every option there is. */
const everything = {
  timeoutMs: 500,
  connectTimeoutMs: 100,
  retries: 0,
  retryDelayMs: 10,
  maxRetryDelayMs: 20,
  connections: 8,
  maxWaiting: 0,
  maxResponseBytes: 1_000,
  merge: true,
  breaker: { window: 10, minimum: 5, failureShare: 1, pauseMs: 100 },
};

describe('REDRESS_SUBGRAPH_OPTIONS', () => {
  it('gives each subgraph the options for all, with its own over them', () => {
    const options = read({
      '*': { timeoutMs: 2_000, breaker: { pauseMs: 1_000, window: 30 } },
      decisions: { timeoutMs: 500, breaker: { window: 40 } },
      training: { breaker: false },
    });
    expect(subgraphOptionsFor(options, 'councils')).toEqual({
      timeoutMs: 2_000,
      breaker: { pauseMs: 1_000, window: 30 },
    });
    expect(subgraphOptionsFor(options, 'decisions')).toEqual({
      timeoutMs: 500,
      breaker: { pauseMs: 1_000, window: 40 },
    });
    expect(subgraphOptionsFor(options, 'training')).toEqual({ timeoutMs: 2_000, breaker: false });
  });

  it('takes what the transport takes', async () => {
    const options = subgraphOptionsFor(read({ '*': everything }), 'any');
    expect(options).toEqual(everything);
    await createHttpTransport('http://127.0.0.1:1/graphql', options).close?.();
  });

  describe('misuse', () => {
    it.each([
      [
        'timeoutMs=5',
        [
          'must be a JSON object of subgraphs, for example {"*":{"timeoutMs":2000},"decisions":{"retries":0}}',
        ],
      ],
      [
        '{"*":{"timeoutMs":0,"retries":"2"},"a b":{}}',
        [
          ': "*.timeoutMs" must be a whole number from 1 to 2147483647',
          ': "*.retries" must be a whole number from 0 to 10',
          ': "a b" must be the name of a subgraph, or * for all of them',
        ],
      ],
      [
        '{"decisions":{"timeout":5}}',
        [
          ': "decisions" must be an object with timeoutMs, connectTimeoutMs, retries, retryDelayMs, maxRetryDelayMs, connections, maxWaiting, maxResponseBytes, merge, breaker',
        ],
      ],
      [
        '{"*":{"breaker":{"window":5}},"b":{"breaker":true},"c":{"merge":1}}',
        [
          ': "*.breaker" must have a minimum (10 by default) of at most its window (20 by default)',
          ': "b.breaker" must be false, or an object with window, minimum, failureShare, pauseMs',
          ': "c.merge" must be true or false',
        ],
      ],
    ])('refuses %s with everything that is wrong', (value, expected) => {
      expect(() => parseSettings({ REDRESS_SUBGRAPH_OPTIONS: value })).toThrow(
        [
          ...expected.map(
            (text) =>
              `[config] REDRESS_SUBGRAPH_OPTIONS ${text}, but got ${JSON.stringify(value)}.`,
          ),
          'Change it in the environment or in the file .env.',
        ].join('\n'),
      );
    });

    it('refuses options for subgraphs that there are not', () => {
      const subgraphOptions = read({ '*': {}, decision: {}, decisions: {} });
      expect(() => assertSubgraphOptions({ subgraphOptions }, ['councils', 'decisions'])).toThrow(
        '[config] REDRESS_SUBGRAPH_OPTIONS must name subgraphs that there are (councils, decisions), or * for all of them, but got "decision".',
      );
    });
  });
});
