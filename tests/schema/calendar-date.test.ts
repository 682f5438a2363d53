import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDate, yearEndingOf } from '../../src/schema/scalars/calendar-date.ts';
import { DateScalar } from '../../src/schema/scalars/date.scalar.ts';
import { DateTimeScalar } from '../../src/schema/scalars/date-time.scalar.ts';

describe('isCalendarDate', () => {
  it.each(['2020-02-29', '2019-04-01', '2020-12-31'])('takes %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    '2019-02-29',
    '2020-02-30',
    '2020-13-01',
    '20-01-01',
    '2020-1-1',
    '2020-01-01T00:00',
    '',
  ])('refuses "%s"', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it('agrees with the calendar on every day there could be of leap years and others', () => {
    const two = (number: number) => String(number).padStart(2, '0');
    for (const year of ['0000', '0004', '1900', '2000', '2019', '2020', '2100', '9999']) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${two(month)}-${two(day)}`;
          const date = new Date(`${text}T00:00:00Z`);
          const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
          expect([text, isCalendarDate(text)]).toEqual([text, exists]);
        }
      }
    }
  });

  it('refuses whatever is not ten characters of digits and dashes in their places', () => {
    const character = fc.constantFrom(...'0129-/:٣+ e.'.split(''));
    fc.assert(
      fc.property(fc.array(character, { minLength: 8, maxLength: 12 }), (characters) => {
        const text = characters.join('');
        fc.pre(!/^\d{4}-\d{2}-\d{2}$/.test(text));
        expect(isCalendarDate(text)).toBe(false);
      }),
    );
  });
});

describe('yearEndingOf', () => {
  it('turns at the first of April', () => {
    expect(yearEndingOf('2019-03-31')).toBe(2019);
    expect(yearEndingOf('2019-04-01')).toBe(2020);
    expect(yearEndingOf('2020-03-31')).toBe(2020);
    expect(yearEndingOf('2019-12-31')).toBe(2020);
  });
});

describe('the Date scalar', () => {
  it('refuses what is no date with what was expected and what came', () => {
    expect(() => DateScalar.parseValue('last year')).toThrow(
      'A Date must be a calendar date written YYYY-MM-DD, for example "2020-03-31", but got "last year".',
    );
  });
});

describe('the DateTime scalar', () => {
  it('gives UTC whatever the offset', () => {
    expect(DateTimeScalar.parseValue('2020-07-29T01:00:00+01:00')).toBe('2020-07-29T00:00:00.000Z');
  });

  it('refuses a moment without an offset', () => {
    expect(() => DateTimeScalar.parseValue('2020-07-29T01:00:00')).toThrow(
      'A DateTime must be an ISO 8601 moment with its offset, for example "2020-07-29T00:00:00Z", but got "2020-07-29T01:00:00".',
    );
  });
});
