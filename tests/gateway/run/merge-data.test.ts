import { describe, expect, it } from 'vitest';
import { copyData, mergeData } from '../../../src/gateway/run/merge-data.ts';

describe('mergeData', () => {
  it('adds fields in depth and keeps what is there where the other has null', () => {
    const target = { a: 1, b: { c: 2 }, list: [{ d: 1 }, null] };
    mergeData(target, JSON.parse('{"a":null,"b":{"e":3},"list":[{"f":2},{"d":4}]}'));
    expect(target).toEqual({ a: 1, b: { c: 2, e: 3 }, list: [{ d: 1, f: 2 }, { d: 4 }] });
  });

  it('never reaches what all objects share, whatever keys a subgraph sends', () => {
    const target: Record<string, unknown> = { nested: {} };
    const source = JSON.parse(
      '{"__proto__":{"polluted":1},"nested":{"__proto__":{"polluted":2}},"constructor":{"prototype":{"polluted":3}}}',
    );
    mergeData(target, source);
    mergeData(target, copyData(source));
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(target.nested).toEqual({});
  });
});
