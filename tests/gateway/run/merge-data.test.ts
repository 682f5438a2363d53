import { describe, expect, it } from 'vitest';
import { copyData, mergeData } from '../../../src/gateway/run/merge-data.ts';

describe('mergeData', () => {
  it('adds fields in depth, and list items by position', () => {
    const target = { a: 1, o: { x: 1 }, l: [{ x: 1 }, null, { x: 3 }] };
    mergeData(target, { b: 2, o: { y: 2 }, l: [{ y: 1 }, { y: 2 }, null] });
    expect(target).toEqual({
      a: 1,
      b: 2,
      o: { x: 1, y: 2 },
      l: [{ x: 1, y: 1 }, { y: 2 }, { x: 3 }],
    });
  });

  it('keeps what is there where null comes', () => {
    const target = { a: 1, n: null };
    mergeData(target, { a: null, n: 2 });
    expect(target).toEqual({ a: 1, n: 2 });
  });
});

describe('copyData', () => {
  it('shares nothing with the original', () => {
    const value = { l: [{ x: 1 }] };
    const copy = copyData(value);
    expect(copy).toEqual(value);
    expect(copy.l[0]).not.toBe(value.l[0]);
  });
});
