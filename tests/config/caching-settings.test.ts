import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';

describe('settings of what is kept', () => {
  it('are read from their variables', () => {
    const { caching } = parseSettings({
      REDRESS_RESPONSE_CACHE_BYTES: '0',
      REDRESS_MERGE_QUERIES: 'on',
      REDRESS_SUBGRAPH_CACHE_CONTROL: 'ignore',
    });
    expect(caching).toEqual({
      responseCacheBytes: 0,
      mergeQueries: true,
      respectSubgraphHeaders: false,
    });
  });

  it.each([
    [
      'REDRESS_RESPONSE_CACHE_BYTES',
      '32MB',
      'must be a whole number of bytes, for example 33554432, or 0 for none',
    ],
    ['REDRESS_MERGE_QUERIES', 'yes', 'must be one of on, off'],
    ['REDRESS_SUBGRAPH_CACHE_CONTROL', 'yes', 'must be one of respect, ignore'],
  ])('refuse %s=%s', (name, value, expected) => {
    expect(() => parseSettings({ [name]: value })).toThrow(
      `${name} ${expected}, but got ${JSON.stringify(value)}`,
    );
  });
});
