import { describe, expect, test } from 'vitest';
import { findNearMatches, measureLikeness } from '../../src/web/site/message/near-matches.ts';
import { createCannedGraph } from './canned-graph.ts';

describe('findNearMatches', () => {
  test('finds a council in spite of swapped letters', async () => {
    const { ask } = createCannedGraph();
    const [first] = await findNearMatches(ask, 'Datrford');
    expect(first).toEqual({ slug: 'dartford', name: 'Dartford Borough Council' });
  });

  test('suggests nothing for a word that is like no council', async () => {
    const { ask } = createCannedGraph();
    expect(await findNearMatches(ask, 'zzzz')).toEqual([]);
  });

  test('suggests nothing when the graph does not answer', async () => {
    const { ask } = createCannedGraph({ unreachable: true });
    expect(await findNearMatches(ask, 'dartford')).toEqual([]);
  });

  test('reads on while the graph has more councils', async () => {
    const { ask, asked } = createCannedGraph({ hasNextPage: true });
    await findNearMatches(ask, 'dartford');
    expect(asked.map(({ variables }) => variables.after)).toEqual([null, 'Y3Vyc29y']);
  });
});

describe('measureLikeness', () => {
  test('is 1 for the same text and 0 for texts without a pair in common', () => {
    expect(measureLikeness('leeds', 'leeds')).toBe(1);
    expect(measureLikeness('leeds', 'kirg')).toBe(0);
  });

  test('counts a pair that occurs twice only as often as both texts have it', () => {
    expect(measureLikeness('aaaa', 'aa')).toBeCloseTo((2 * 3) / 8);
  });
});
