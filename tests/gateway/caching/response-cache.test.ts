import { describe, expect, it } from 'vitest';
import { ResponseCache } from '../../../src/gateway/caching/response-cache.ts';

function createCache(maxBytes?: number) {
  const clock = { now: 0 };
  const lookups: string[] = [];
  const evicted = { count: 0 };
  const cache = new ResponseCache({
    ...(maxBytes === undefined ? {} : { maxBytes }),
    now: () => clock.now,
    onLookup: (result, name) => lookups.push(`${result} ${name}`),
    onEvict: () => {
      evicted.count += 1;
    },
  });
  const find = (text: string) => cache.find(cache.slot(text, undefined, {}), text);
  const keep = (text: string, answer: string, seconds = 60) =>
    cache.keep(cache.slot(text, undefined, {}), answer, seconds);
  return { cache, clock, lookups, evicted, find, keep };
}

describe('the response cache', () => {
  it('keeps an answer as long as it is good, and says how old it is in whole seconds', () => {
    const { clock, lookups, find, keep } = createCache();
    keep('{a}', 'A', 60);
    clock.now = 1_999;
    expect(find('{a}')).toEqual({ text: 'A', ageSeconds: 1, maxAgeSeconds: 60 });
    clock.now = 59_999;
    expect(find('{a}')?.ageSeconds).toBe(59);
    clock.now = 60_000;
    expect(find('{a}')).toBeUndefined();
    expect(lookups).toEqual(['hit {a}', 'hit {a}', 'miss {a}']);
  });

  it('counts the age from the beginning of the operation, when its data were read', () => {
    const { cache, clock, find } = createCache();
    const slot = cache.slot('{a}', undefined, {});
    clock.now = 5_000;
    cache.keep(slot, 'A', 10);
    expect(find('{a}')?.ageSeconds).toBe(5);
  });

  it('tells operations apart by text, name and variables', () => {
    const { cache } = createCache();
    const slots = [
      cache.slot('{a}', undefined, {}),
      cache.slot('{b}', undefined, {}),
      cache.slot('{a}', 'A', {}),
      cache.slot('{a}', undefined, { x: 1 }),
      cache.slot('{a}', undefined, { x: '1' }),
      cache.slot('{a}', undefined, { x: null }),
    ];
    expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
    expect(cache.slot('{a}', undefined, { x: 1 }).key).toBe(slots[3]?.key);
  });

  it('lets what was used least lately go when its bytes are full', () => {
    const answer = 'x'.repeat(300);
    const { cache, evicted, find, keep } = createCache(3_000);
    for (const text of ['{a}', '{b}', '{c}']) keep(text, answer);
    expect([cache.size, cache.bytes, evicted.count]).toEqual([3, 3_000, 0]);
    find('{a}');
    keep('{d}', answer);
    expect([find('{a}'), find('{c}'), find('{d}')].map((kept) => kept?.text.length)).toEqual([
      300, 300, 300,
    ]);
    expect(find('{b}')).toBeUndefined();
    expect([cache.size, cache.bytes, evicted.count]).toEqual([3, 3_000, 1]);
  });

  it('never holds more than its bytes, whatever comes', () => {
    const { cache, evicted, keep } = createCache(10_000);
    for (let count = 0; count < 2_000; count++) {
      keep(`{a${count % 700}}`, 'x'.repeat((count * 37) % 5_000));
      expect(cache.bytes).toBeLessThanOrEqual(10_000);
    }
    expect(evicted.count).toBeGreaterThan(1_000);
  });

  it('does not keep what is larger than all of it, good for no time, or kept where it has no bytes', () => {
    const { cache, keep } = createCache(1_000);
    keep('{a}', 'x'.repeat(1_000));
    keep('{b}', 'B', 0);
    expect(cache.size).toBe(0);
    const none = createCache(0);
    none.keep('{a}', '');
    expect(none.cache.size).toBe(0);
  });

  it('forgets all at once, and what was being made meanwhile', () => {
    const { cache, find, keep } = createCache();
    keep('{a}', 'A');
    const slot = cache.slot('{b}', undefined, {});
    cache.clear();
    cache.keep(slot, 'B', 60);
    expect([find('{a}'), find('{b}'), cache.bytes]).toEqual([undefined, undefined, 0]);
    keep('{b}', 'B');
    expect(find('{b}')?.text).toBe('B');
  });

  describe('misuse', () => {
    it.each([-1, 1.5, Number.NaN])('refuses %s bytes', (maxBytes) => {
      expect(() => new ResponseCache({ maxBytes })).toThrow(
        `[gateway] maxBytes of the response cache: a whole number of at least 0 was expected, but got ${maxBytes}. Leave it out for 33554432.`,
      );
    });
  });
});
