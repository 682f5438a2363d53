import { describe, expect, test } from 'vitest';
import { fillYears, findTop, writeValue } from '../../src/web/site/charts/year-points.ts';

const point = (yearEnding: number, value: number | null) => ({
  yearEnding,
  value,
  words: value === null ? 'No investigations' : `${value}%`,
});

describe('years of a chart', () => {
  test('are in order, with a gap where a year is not known', () => {
    const years = fillYears([point(2020, 40), point(2017, 50), point(2018, null)]);
    expect(years.map(({ yearEnding, value }) => [yearEnding, value])).toEqual([
      [2017, 50],
      [2018, null],
      [2019, null],
      [2020, 40],
    ]);
    expect(years.map(({ words }) => words)).toContain('Not known');
    expect(fillYears([])).toEqual([]);
  });

  test('end at 100% for rates, else at a round number that no value is above', () => {
    expect(findTop('percent', [point(2020, 3)])).toBe(100);
    expect(findTop('per100k', [{ ...point(2020, 3.4), similar: 4.2 }])).toBe(5);
    expect(findTop('count', [point(2020, 131)])).toBe(200);
    expect(findTop('count', [point(2020, null)])).toBe(1);
  });

  test('have values with their units', () => {
    expect(writeValue('percent', 69)).toBe('69%');
    expect(writeValue('per100k', 4)).toBe('4.0');
    expect(writeValue('count', 1204)).toBe('1,204');
  });
});
