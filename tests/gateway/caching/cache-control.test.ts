import { describe, expect, it } from 'vitest';
import { AnswerPolicy, type FetchPolicy } from '../../../src/gateway/caching/answer-policy.ts';
import { readCacheControl } from '../../../src/gateway/caching/cache-control.ts';

describe('Cache-Control of a subgraph', () => {
  it.each([
    [undefined, undefined, undefined],
    ['', undefined, undefined],
    ['must-revalidate', undefined, undefined],
    ['public', undefined, { isPrivate: false }],
    ['private', undefined, { isPrivate: true }],
    ['max-age=60', undefined, { maxAge: 60, isPrivate: false }],
    ['public, MAX-AGE="60"', undefined, { maxAge: 60, isPrivate: false }],
    ['private,max-age=60', undefined, { maxAge: 60, isPrivate: true }],
    ['max-age=60, s-maxage=10', undefined, { maxAge: 10, isPrivate: false }],
    ['max-age=60', '20', { maxAge: 40, isPrivate: false }],
    ['max-age=60', '90', { maxAge: 0, isPrivate: false }],
    ['max-age=60', 'soon', { maxAge: 60, isPrivate: false }],
    ['max-age=60, no-cache', undefined, { maxAge: 0, isPrivate: false }],
    ['no-store', undefined, { maxAge: 0, isPrivate: false }],
    ['max-age=often', undefined, { maxAge: 0, isPrivate: false }],
    ['max-age=-5', undefined, { maxAge: 0, isPrivate: false }],
  ])('%s, Age %s', (header, age, expected) => {
    expect(readCacheControl(header, age)).toEqual(expected);
  });
});

describe('the policy of an answer', () => {
  const hinted: FetchPolicy = { maxAge: 60, isSilent: false, isPrivate: false };
  const silent: FetchPolicy = {
    maxAge: Number.POSITIVE_INFINITY,
    isSilent: true,
    isPrivate: false,
  };
  const headerOf = (...fetches: Parameters<AnswerPolicy['addFetch']>[]) => {
    const policy = new AnswerPolicy();
    for (const fetch of fetches) policy.addFetch(...fetch);
    return policy.header;
  };

  it('is the strictest of all its fetches', () => {
    expect(headerOf([hinted, undefined])).toBe('max-age=60, public');
    expect(headerOf([hinted, undefined], [{ ...hinted, maxAge: 5 }, undefined])).toBe(
      'max-age=5, public',
    );
    expect(headerOf([hinted, undefined], [{ ...hinted, isPrivate: true }, undefined])).toBe(
      'max-age=60, private',
    );
    expect(headerOf([hinted, undefined], [{ ...hinted, maxAge: 0 }, undefined])).toBe('no-store');
  });

  it('lets a client ask again where nothing was said of a part, or of anything', () => {
    expect(headerOf()).toBe('private, no-cache');
    expect(headerOf([hinted, undefined], [silent, undefined])).toBe('private, no-cache');
  });

  it('takes what a subgraph says of its answer for hints that lack, never for those that are there', () => {
    expect(headerOf([silent, { maxAge: 30, isPrivate: false }])).toBe('max-age=30, public');
    expect(headerOf([silent, { maxAge: 30, isPrivate: true }])).toBe('max-age=30, private');
    expect(headerOf([silent, { isPrivate: true }])).toBe('private, no-cache');
    expect(headerOf([hinted, { maxAge: 600, isPrivate: false }])).toBe('max-age=60, public');
    expect(headerOf([hinted, { maxAge: 6, isPrivate: false }])).toBe('max-age=6, public');
    expect(headerOf([hinted, { maxAge: 0, isPrivate: false }])).toBe('no-store');
  });

  it('is shared by all only where it is public', () => {
    const policy = new AnswerPolicy();
    policy.addFetch(hinted, undefined);
    expect(policy.sharedSeconds).toBe(60);
    policy.makePrivate();
    expect([policy.sharedSeconds, policy.header]).toEqual([0, 'max-age=60, private']);
    policy.forbid();
    expect([policy.sharedSeconds, policy.header]).toEqual([0, 'no-store']);
  });
});
