import { describe, expect, it } from 'vitest';
import { addressKey, RateLimiter } from '../../../src/gateway/limits/rate-limiter.ts';

function createClock() {
  let time = 0;
  return {
    now: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describe('RateLimiter', () => {
  it('lets a burst through, then as many as the rate allows, and says when to come back', () => {
    const clock = createClock();
    const limiter = new RateLimiter({ perSecond: 2, burst: 4, now: clock.now });
    expect([1, 2, 3, 4].map(() => limiter.take('a'))).toEqual([0, 0, 0, 0]);
    expect(limiter.take('a')).toBe(1);
    clock.pass(499);
    expect(limiter.take('a')).toBe(1);
    clock.pass(1);
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 1]);
    clock.pass(60_000);
    expect([1, 2, 3, 4, 5].map(() => limiter.take('a'))).toEqual([0, 0, 0, 0, 1]);
  });

  it('tells slow callers how long to wait', () => {
    const limiter = new RateLimiter({ perSecond: 0.1, burst: 1, now: () => 0 });
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 10]);
  });

  it('takes many at once wholly or not at all', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 10, now: () => 0 });
    expect([limiter.take('a', 7), limiter.take('a', 4), limiter.take('a', 3)]).toEqual([0, 1, 0]);
  });

  it('gives each caller a bucket of its own', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1, now: () => 0 });
    expect([limiter.take('a'), limiter.take('b'), limiter.take('a')]).toEqual([0, 0, 1]);
  });

  it('remembers no more callers than it may, those seen last', () => {
    const limiter = new RateLimiter({ perSecond: 1, burst: 1, maxCallers: 100, now: () => 0 });
    limiter.take('kept');
    for (let n = 0; n < 10_000; n++) {
      limiter.take(`caller ${n}`);
      if (n % 50 === 0) expect(limiter.take('kept')).toBe(1);
    }
    expect(limiter.size).toBe(100);
    expect(limiter.take('caller 1')).toBe(0);
  });

  it('has ten seconds at once by default', () => {
    expect(new RateLimiter({ perSecond: 5 }).burst).toBe(50);
    expect(new RateLimiter({ perSecond: 0.01 }).burst).toBe(1);
  });

  describe('misuse', () => {
    it.each([
      [
        { perSecond: 0 },
        '[gateway] rateLimit.perSecond: a number above 0 was expected, but got 0. Leave rateLimit out for no limit.',
      ],
      [
        { perSecond: 1, burst: 0.5 },
        '[gateway] rateLimit.burst: a number of at least 1 was expected, but got 0.5. Leave rateLimit out for no limit.',
      ],
      [
        { perSecond: Number.POSITIVE_INFINITY },
        '[gateway] rateLimit.perSecond: a number above 0 was expected, but got Infinity. Leave rateLimit out for no limit.',
      ],
    ])('refuses %j', (options, message) => {
      expect(() => new RateLimiter(options)).toThrow(message);
    });
  });
});

describe('addressKey', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
