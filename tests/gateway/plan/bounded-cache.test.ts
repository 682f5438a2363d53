import { describe, expect, it } from 'vitest';
import { BoundedCache } from '../../../src/gateway/plan/bounded-cache.ts';

describe('BoundedCache', () => {
  it('forgets what was not used for longest', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.size]).toEqual([
      1,
      undefined,
      3,
      2,
    ]);
  });

  it('replaces an entry without forgetting another', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    expect([cache.get('a'), cache.get('b')]).toEqual([3, 2]);
  });

  it('keeps as many keys as have a bounded length together', () => {
    const cache = new BoundedCache<number>(100, 10);
    for (const key of ['aaaa', 'bbbb', 'aaaa', 'cccc']) cache.set(key, key.length);
    expect([cache.get('aaaa'), cache.get('bbbb'), cache.get('cccc'), cache.size]).toEqual([
      4,
      undefined,
      4,
      2,
    ]);
    cache.delete('aaaa');
    cache.delete('aaaa');
    cache.set('dddddd', 6);
    expect([cache.get('cccc'), cache.get('dddddd')]).toEqual([4, 6]);
    cache.set('e'.repeat(11), 11);
    expect(cache.size).toBe(0);
  });
});
