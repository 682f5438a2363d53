import { describe, expect, it } from 'vitest';
import { runGuarded, WorkTimeoutError } from '../../src/reports/run-guarded.ts';

const forEver = () => {
  for (;;) Math.random();
};

describe('runGuarded', () => {
  it('gives results and errors in the order of the work', () => {
    const error = new Error('No.');
    const fail = () => {
      throw error;
    };
    expect(runGuarded([() => 1, fail, () => 3], 1_000)).toEqual([
      { ok: true, value: 1 },
      { ok: false, error },
      { ok: true, value: 3 },
    ]);
  });

  it('breaks off what never ends, and does the rest', () => {
    const done: string[] = [];
    const results = runGuarded<unknown>(
      [() => done.push('a'), forEver, () => done.push('b'), forEver, () => done.push('c')],
      50,
    );
    expect(done).toEqual(['a', 'b', 'c']);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true, false, true]);
    expect(results[1]).toMatchObject({ error: new WorkTimeoutError(50) });
  });

  it('breaks off what catches everything', () => {
    const stubborn = () => {
      for (;;) {
        try {
          forEver();
        } catch {}
      }
    };
    expect(runGuarded([stubborn], 50)).toMatchObject([{ ok: false }]);
  });

  it('does not blame what was only under way when the time of all was over', () => {
    // Twenty pieces that take a tenth of the time each: together twice the time, none too long by itself.
    const work = Array.from({ length: 20 }, (_, index) => () => {
      const end = performance.now() + 20;
      while (performance.now() < end);
      return index;
    });
    const results = runGuarded(work, 200);
    expect(results).toEqual(work.map((_, value) => ({ ok: true, value })));
  });

  it('sets no limit with 0', () => {
    expect(runGuarded([() => 'x'], 0)).toEqual([{ ok: true, value: 'x' }]);
  });

  it('may be called within itself', () => {
    const [outer] = runGuarded([() => runGuarded([() => 1], 1_000)], 1_000);
    expect(outer).toEqual({ ok: true, value: [{ ok: true, value: 1 }] });
  });
});
