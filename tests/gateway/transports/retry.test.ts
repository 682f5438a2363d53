import { describe, expect, it } from 'vitest';
import { retry } from '../../../src/gateway/transports/retry.ts';
import { TransportError } from '../../../src/gateway/transports/transport.error.ts';
import { HurriedClock } from './manual-clock.ts';

const options = { retries: 3, retryDelayMs: 50, maxRetryDelayMs: 150 };
const farAway = 60_000;

function failing(...failures: unknown[]) {
  let attempts = 0;
  return {
    attempt: async () => {
      const failure = failures[attempts++];
      if (failure !== undefined) throw failure;
      return `answer ${attempts}`;
    },
    get attempts() {
      return attempts;
    },
  };
}

const refused = () => new TransportError('SUBGRAPH_UNREACHABLE', 'refused');
const status = (statusCode: number, retryAfterMs?: number) =>
  new TransportError('SUBGRAPH_BAD_RESPONSE', 'bad', { statusCode, retryAfterMs });

describe('retry', () => {
  it('tries again after growing waits of which chance takes a share', async () => {
    const clock = new HurriedClock(0.5);
    const { attempt } = failing(refused(), status(503), status(429));
    await expect(retry(attempt, farAway, options, clock)).resolves.toBe('answer 4');
    expect(clock.waits).toEqual([25, 50, 75]);
  });

  it('gives the last failure when retries are used up', async () => {
    const work = failing(refused(), refused(), refused(), status(502), undefined);
    await expect(retry(work.attempt, farAway, options, new HurriedClock())).rejects.toMatchObject({
      statusCode: 502,
    });
    expect(work.attempts).toBe(4);
  });

  it.each([
    new TransportError('SUBGRAPH_TIMEOUT', 'slow'),
    new TransportError('SUBGRAPH_RESPONSE_TOO_LARGE', 'large'),
    new TransportError('SUBGRAPH_PAUSED', 'open'),
    new TransportError('SUBGRAPH_BUSY', 'full'),
    status(500),
    status(200),
    new Error('a fault of ours'),
  ])('tries once when another try will not help: %o', async (failure) => {
    const work = failing(failure);
    await expect(retry(work.attempt, farAway, options, new HurriedClock())).rejects.toBe(failure);
    expect(work.attempts).toBe(1);
  });

  it('waits as long as the subgraph asks for', async () => {
    const clock = new HurriedClock();
    await retry(failing(status(503, 2_000)).attempt, farAway, options, clock);
    expect(clock.waits).toEqual([2_000]);
  });

  it('gives up at once when the wait would reach the deadline', async () => {
    const clock = new HurriedClock();
    const work = failing(status(503, 2_000));
    await expect(retry(work.attempt, 2_000, options, clock)).rejects.toMatchObject({
      statusCode: 503,
    });
    expect(clock.waits).toEqual([]);
  });
});
