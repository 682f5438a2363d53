import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/reports/format.ts';

describe('the format of a locale', () => {
  const format = createFormat('en-GB');

  it('writes dates the British way, whatever the time zone', () => {
    expect([format.date('2020-07-22'), format.shortDate('2020-03-31')]).toEqual([
      '22 July 2020',
      '31/03/20',
    ]);
  });

  it('gives back what is no date', () => {
    expect([format.date('soon'), format.date('2020-13-45'), format.shortDate('')]).toEqual([
      'soon',
      '2020-13-45',
      '',
    ]);
  });

  it('writes numbers', () => {
    expect([
      format.count(1437),
      format.decimal(3.25),
      format.decimal(0),
      format.percent(61),
      format.plural(1, 'letter', 'letters'),
      format.plural(1000, 'letter', 'letters'),
    ]).toEqual(['1,437', '3.3', '0.0', '61%', '1 letter', '1,000 letters']);
  });

  it('joins lists', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => format.list(items))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('follows another locale', () => {
    const german = createFormat('de-DE');
    expect([german.date('2020-07-22'), german.count(1437), german.percent(61)]).toEqual([
      '22. Juli 2020',
      '1.437',
      '61\u00a0%',
    ]);
  });

  it('remembers without end only what it needs', () => {
    for (let value = 0; value < 5000; value += 1) format.count(value);
    expect(format.count(4999)).toBe('4,999');
  });

  it('refuses a locale that is none', () => {
    expect(() => createFormat('not a locale')).toThrow(RangeError);
  });
});
