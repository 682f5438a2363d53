import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Child, KeptProcess } from '../../src/processes/kept-process.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A process that is kept, of which children are made here. */
function keep() {
  const children: {
    say(topic: string, about?: unknown): void;
    end(code: number | null, signal?: string): void;
    killed: string[];
  }[] = [];
  const errors: Record<string, unknown>[] = [];
  const kept = new KeptProcess({
    name: 'server 1',
    fork: (): Child => {
      let say: (message: unknown) => void = () => {};
      let end: Parameters<Child['onExit']>[0] = () => {};
      const killed: string[] = [];
      children.push({
        say: (topic, about = null) => say({ redress: 'said', topic, about, id: null }),
        end: (code, signal) => end(code, signal ?? null),
        killed,
      });
      return {
        pid: 100 + children.length,
        send: () => {},
        listen: (onMessage) => {
          say = onMessage;
        },
        kill: (signal) => killed.push(signal),
        onExit: (told) => {
          end = told;
        },
      };
    },
    onFork: () => {},
    onEnd: () => {},
    logger: { error: (details) => errors.push({ ...details }), warn: () => {}, info: () => {} },
  });
  const current = () => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('A child was made.');
    return child;
  };
  return { kept, children, errors, current };
}

describe('KeptProcess', () => {
  it('is replaced at once when it ends, and ever later while the next ones end soon', async () => {
    const { kept, children, errors, current } = keep();
    current().say('ready', 'http://127.0.0.1:4000');
    expect(await kept.ready).toBe('http://127.0.0.1:4000');
    for (const pause of [0, 250, 500, 1000]) {
      const before = children.length;
      current().end(null, 'SIGKILL');
      expect(errors.at(-1)).toMatchObject({ code: 'PROCESS_ENDED', againInMs: pause });
      await vi.advanceTimersByTimeAsync(Math.max(0, pause - 1));
      if (pause > 0) expect(children).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(children).toHaveLength(before + 1);
    }
    for (let at = 0; at < 10; at += 1) {
      current().end(1);
      await vi.advanceTimersByTimeAsync(Number(errors.at(-1)?.againInMs));
    }
    expect(errors.at(-1)?.againInMs).toBe(30_000);
  });

  it('is replaced at once again after one that ran for a while', async () => {
    const { errors, current } = keep();
    current().say('ready');
    for (let at = 0; at < 3; at += 1) {
      current().end(1);
      await vi.advanceTimersByTimeAsync(1000);
    }
    current().say('ready');
    await vi.advanceTimersByTimeAsync(20_000);
    current().end(1);
    expect(errors.map(({ againInMs }) => againInMs)).toEqual([0, 250, 500, 0]);
  });

  it('is given up when the first does not start, with what it said of it', async () => {
    const { kept, children, current } = keep();
    current().say('failed', { message: 'taken', code: 'CANNOT_LISTEN', stack: null });
    current().end(1);
    await expect(kept.ready).rejects.toMatchObject({ message: 'taken', code: 'CANNOT_LISTEN' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children).toHaveLength(1);
    await kept.stop();
  });

  it('says how the first ended where it said nothing', async () => {
    const { kept, current } = keep();
    current().end(null, 'SIGKILL');
    await expect(kept.ready).rejects.toMatchObject({
      message: expect.stringMatching(
        /^\[start\] server 1: expected it to start, but it ended by SIGKILL\./,
      ),
      code: 'PROCESS_ENDED',
    });
  });

  it('is stopped when its child has ended, and not replaced', async () => {
    const { kept, children, errors, current } = keep();
    current().say('ready');
    const stopped = kept.stop();
    expect(current().killed).toEqual(['SIGTERM']);
    current().end(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([children.length, errors]).toEqual([1, []]);
  });

  it('is stopped while it waits for the next', async () => {
    const { kept, children, current } = keep();
    current().say('ready');
    current().end(1);
    await vi.advanceTimersByTimeAsync(0);
    current().end(1);
    await kept.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(children).toHaveLength(2);
  });
});
