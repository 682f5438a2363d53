import { describe, expect, test } from 'vitest';
import {
  changeSearch,
  filterOf,
  parseDecisionSearch,
  writeDecisionSearch,
} from '../../src/web/site/decisions/decision-search.ts';

const { search: EMPTY } = parseDecisionSearch({});

describe('parseDecisionSearch', () => {
  test('reads back what it writes', () => {
    const search = {
      ...EMPTY,
      words: 'a "wet roof" & mould*',
      subject: 'HOUSING',
      outcome: 'UPHELD',
      decided: '2020',
      council: 'E07000107',
      after: 'YQ',
      trail: ['Yg', 'Yw'],
    };
    const address = writeDecisionSearch('/decisions#list', search);
    const { pathname, searchParams, hash } = new URL(address, 'http://host');
    expect([pathname, hash]).toEqual(['/decisions', '#list']);
    const query = { ...Object.fromEntries(searchParams), trail: searchParams.getAll('trail') };
    expect(parseDecisionSearch(query)).toEqual({ search, problems: [] });
  });

  test('names every wrong parameter and leaves it out', () => {
    const { search, problems } = parseDecisionSearch({
      outcome: 'GUILTY',
      decided: 'last',
      words: 'roof',
    });
    expect(problems.map(({ message }) => message)).toEqual([
      '“outcome” must be one of INVALID_OR_INCOMPLETE, ADVICE_GIVEN, REFERRED_BACK, CLOSED_AFTER_INITIAL_ENQUIRIES, NOT_UPHELD, UPHELD, but got “GUILTY”.',
      '“decided” must be the year in which the 31 March falls, such as 2020, but got “last”.',
    ]);
    expect(filterOf(search)).toEqual({ words: 'roof' });
  });

  test('keeps the parameters of the page that the list stands on', () => {
    const search = changeSearch({ ...EMPTY, after: 'YQ' }, 'outcome', 'UPHELD');
    expect(writeDecisionSearch('/councils/kent?year=2020#decisions', search)).toBe(
      '/councils/kent?year=2020&outcome=UPHELD#decisions',
    );
  });
});
