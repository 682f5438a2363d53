import { describe, expect, it } from 'vitest';
import { createKeeper } from '../../src/runs/keeper.ts';

/** A store that is done when it is told to. */
function createStore() {
  const calls: { things: readonly number[]; end: PromiseWithResolvers<void> }[] = [];
  return {
    calls,
    keep: (things: readonly number[]) => {
      const end = Promise.withResolvers<void>();
      calls.push({ things, end });
      return end.promise;
    },
  };
}

const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('createKeeper', () => {
  it('keeps the first at once, and all that came meanwhile together', async () => {
    const { calls, keep } = createStore();
    const keeper = createKeeper(keep);
    for (const thing of [1, 2, 3]) keeper.add(thing);
    expect(calls.map(({ things }) => things)).toEqual([[1]]);
    calls[0]?.end.resolve();
    await turns();
    expect(calls.map(({ things }) => things)).toEqual([[1], [2, 3]]);
    const finished = keeper.finish();
    calls[1]?.end.resolve();
    await finished;
    keeper.add(4);
    expect(calls[2]?.things).toEqual([4]);
  });

  it('is done at once where nothing was added', async () => {
    await createKeeper(() => Promise.reject(new Error('never'))).finish();
  });

  it('tells a failure to whoever adds next and to whoever waits, and keeps nothing after it', async () => {
    const { calls, keep } = createStore();
    const keeper = createKeeper(keep);
    keeper.add(1);
    keeper.add(2);
    calls[0]?.end.reject(new Error('the disk is full'));
    await turns();
    expect(() => keeper.add(3)).toThrow('the disk is full');
    await expect(keeper.finish()).rejects.toThrow('the disk is full');
    expect(calls).toHaveLength(1);
  });
});
