import { queryObjects } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { type Lane, shareOut, shareOutAsMade } from '../../src/reports/share-out.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

/** A lane whose work goes on when it is told to. */
function createLane(name: string) {
  const begun: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    begun,
    goOn: () => waiting.shift()?.(),
    async work(batch: number, give: (result: string) => void) {
      begun.push(batch);
      await new Promise<void>((resolve) => waiting.push(resolve));
      give(`${batch} by ${name}`);
    },
  };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('shareOut', () => {
  it('gives every result once, in order, however many lanes there are', async () => {
    for (const lanes of [1, 2, 5]) {
      const lane: Lane<number, number> = { work: async (batch, give) => give(batch * 2) };
      const results = await collect(shareOut(numbers(23), Array(lanes).fill(lane)));
      expect(results).toEqual(numbers(23).map((number) => number * 2));
    }
    expect(await collect(shareOut([], [{ work: async (_, give) => give(1) }]))).toEqual([]);
  });

  it('has the faster lane do more, and keeps the order', async () => {
    const slow = createLane('slow');
    const quick: Lane<number, string> = {
      work: async (batch, give) => give(`${batch} by quick`),
    };
    const results = shareOut(numbers(4), [slow, quick]);
    const first = results.next();
    await turns();
    expect(slow.begun).toEqual([0]);
    slow.goOn();
    expect((await first).value).toBe('0 by slow');
    const rest = await collect(results);
    expect(rest).toEqual(['1 by quick', '2 by quick', '3 by quick']);
  });

  it('begins no more than two batches a lane that nobody has taken', async () => {
    const begun: number[] = [];
    const work = async (batch: number, give: (result: number) => void) => {
      begun.push(batch);
      give(batch);
    };
    const results = shareOut(numbers(50), [{ work }, { work }]);
    await results.next();
    await turns();
    expect(begun.length).toBeLessThanOrEqual(5);
    await results.next();
    await turns();
    expect(begun.length).toBeLessThanOrEqual(6);
    await results.return(undefined);
    await turns();
    expect(begun.length).toBeLessThanOrEqual(6);
  });

  it('rejects with the first failure in the order of the batches, not in time', async () => {
    const late = createLane('late');
    const results = shareOut(numbers(3), [
      {
        work: (batch) =>
          late.work(batch, () => {}).then(() => Promise.reject(new Error(`${batch} late`))),
      },
      { work: (batch) => Promise.reject(new Error(`${batch} at once`)) },
    ]);
    const first = results.next();
    await turns();
    late.goOn();
    await expect(first).rejects.toThrow('0 late');
  });

  it('gives what is made of the batch whose turn it is at once, and that of others in their turn', async () => {
    const gives: ((result: string) => void)[] = [];
    const lane: Lane<number, string> = {
      work: (batch, give) => {
        gives[batch] = (result) => give(`${result} of ${batch}`);
        return batch === 0 ? new Promise(() => {}) : Promise.resolve();
      },
    };
    const results = shareOut(numbers(2), [lane, lane]);
    const first = results.next();
    await turns();
    gives[1]?.('early');
    gives[0]?.('one');
    expect((await first).value).toBe('one of 0');
    gives[0]?.('two');
    expect((await results.next()).value).toBe('two of 0');
  });

  it('holds nothing that was given', async () => {
    class Letter {}
    const lane: Lane<number, Letter> = { work: async (_, give) => give(new Letter()) };
    let given = 0;
    let held = 0;
    for await (const letter of shareOut(numbers(50), [lane, lane])) {
      given += letter instanceof Letter ? 1 : 0;
      if (given === 40) held = queryObjects(Letter, { format: 'count' });
    }
    // This one, and two waiting for each lane.
    expect(given).toBe(50);
    expect(held).toBeLessThanOrEqual(6);
  });
});

describe.each([
  ['shareOut', shareOut],
  ['shareOutAsMade', shareOutAsMade],
])('%s', (_name, share: typeof shareOut) => {
  it('waits for no lane that is ready only when all is done', async () => {
    const never: Lane<number, number> = {
      work: () => Promise.reject(new Error('It never works.')),
      whenReady: () => new Promise(() => {}),
    };
    const lane: Lane<number, number> = { work: async (batch, give) => give(batch) };
    expect(await collect(share(numbers(9), [lane, never]))).toEqual(numbers(9));
  });

  it('gives what was made before a failure, and then the failure', async () => {
    const lane: Lane<number, number> = {
      work: async (batch, give) => {
        give(batch);
        throw new Error('broken');
      },
    };
    const results = share(numbers(2), [lane]);
    expect((await results.next()).value).toBe(0);
    await expect(results.next()).rejects.toThrow('broken');
  });
});

describe('shareOutAsMade', () => {
  it('gives every result once, however many lanes there are, and none where there is nothing to do', async () => {
    for (const lanes of [1, 2, 5]) {
      const lane: Lane<number, number> = { work: async (batch, give) => give(batch * 2) };
      const results = await collect(
        shareOutAsMade(numbers(23), Array<typeof lane>(lanes).fill(lane)),
      );
      expect(results.toSorted((a, b) => a - b)).toEqual(numbers(23).map((number) => number * 2));
    }
    const idle: Lane<number, number> = { work: async (_, give) => give(1) };
    expect(await collect(shareOutAsMade([], [idle]))).toEqual([]);
  });

  it('gives at once what is made of a later batch, while an earlier one is under way', async () => {
    const slow = createLane('slow');
    const quick: Lane<number, string> = { work: async (batch, give) => give(`${batch} by quick`) };
    const results = shareOutAsMade(numbers(3), [slow, quick]);
    expect((await results.next()).value).toBe('1 by quick');
    expect((await results.next()).value).toBe('2 by quick');
    const last = results.next();
    slow.goOn();
    expect((await last).value).toBe('0 by slow');
    expect((await results.next()).done).toBe(true);
  });

  it('begins no batch while more than two results a lane wait to be taken, and none when it is left', async () => {
    const begun: number[] = [];
    const work = async (batch: number, give: (result: number) => void) => {
      begun.push(batch);
      give(batch);
    };
    const results = shareOutAsMade(numbers(50), [{ work }, { work }]);
    await results.next();
    await turns();
    expect(begun.length).toBeLessThanOrEqual(7);
    const before = begun.length;
    await results.next();
    await turns();
    expect(begun.length).toBeGreaterThan(before);
    expect(begun.length).toBeLessThanOrEqual(8);
    const atEnd = begun.length;
    await results.return(undefined);
    await turns();
    expect(begun).toHaveLength(atEnd);
  });
});
