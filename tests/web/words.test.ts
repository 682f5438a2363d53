import { describe, expect, test } from 'vitest';
import { describeRate, formatYear, nameOutcome, nameType } from '../../src/web/site/words.ts';

describe('describeRate', () => {
  test('shows the percentage with its counts', () => {
    const rate = { percent: 69, numerator: 1037, denominator: 1503 };
    expect(describeRate(rate, 'None')).toEqual({ main: '69%', detail: '1,037 of 1,503' });
  });

  test('shows 0% as a rate', () => {
    const rate = { percent: 0, numerator: 0, denominator: 9 };
    expect(describeRate(rate, 'None')).toEqual({ main: '0%', detail: '0 of 9' });
  });

  test('says in words that there was nothing to divide by', () => {
    const rate = { percent: null, numerator: 0, denominator: 0 };
    expect(describeRate(rate, 'No investigations')).toEqual({
      main: 'No investigations',
      detail: null,
    });
  });

  test('says that a rate is not known', () => {
    const rate = { percent: null, numerator: null, denominator: null };
    expect(describeRate(rate, 'None')).toEqual({ main: 'Not known', detail: null });
  });

  test('shows a published percentage of which the counts were not printed', () => {
    const rate = { percent: 80, numerator: 12, denominator: null };
    expect(describeRate(rate, 'None')).toEqual({ main: '80%', detail: null });
  });
});

describe('names', () => {
  test('shows a year by its two calendar years', () => {
    expect(formatYear(2020)).toBe('2019 to 2020');
  });

  test('shows types and outcomes that it does not know as the graph writes them', () => {
    expect(nameType('COMBINED_AUTHORITY')).toBe('COMBINED_AUTHORITY');
    expect(nameOutcome('WITHDRAWN')).toBe('WITHDRAWN');
  });
});
