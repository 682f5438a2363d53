import { describe, expect, test } from 'vitest';
import { pickMovers } from '../../src/web/site/review/movers.ts';

function council(slug: string, before: [number, number], year: [number, number]) {
  const rate = ([numerator, denominator]: [number, number]) => ({
    upheld: {
      numerator,
      denominator,
      percent: denominator === 0 ? null : Math.round((100 * numerator) / denominator),
    },
  });
  return { slug, name: slug, year: { sample: true, ...rate(year) }, before: rate(before) };
}

describe('pickMovers', () => {
  test('sorts the moves up and down by percentage points, the largest first', () => {
    const { up, down } = pickMovers([
      council('a', [5, 10], [6, 10]),
      council('b', [5, 10], [9, 10]),
      council('c', [9, 10], [5, 10]),
      council('d', [5, 10], [5, 10]),
    ]);
    expect(up.map(({ slug, points }) => [slug, points])).toEqual([
      ['b', 40],
      ['a', 10],
    ]);
    expect(down.map(({ slug, points }) => [slug, points])).toEqual([['c', -40]]);
  });

  test('leaves out councils with fewer than ten investigations in either year', () => {
    const { up, down } = pickMovers([
      council('few before', [0, 9], [20, 20]),
      council('few after', [20, 20], [0, 9]),
      council('none', [0, 0], [20, 20]),
    ]);
    expect([...up, ...down]).toEqual([]);
  });
});
