import { describe, expect, test } from 'vitest';
import {
  isNarrowed,
  parseCouncilSearch,
  writeCouncilSearch,
} from '../../src/web/site/councils/council-search.ts';

const EMPTY = { q: '', type: '', region: '', after: '', trail: [] };

describe('parseCouncilSearch', () => {
  test('gives all councils for an address without parameters', () => {
    expect(parseCouncilSearch({})).toEqual({ search: EMPTY, problems: [] });
    expect(isNarrowed(EMPTY)).toBe(false);
  });

  test('trims the name and leaves unknown parameters alone', () => {
    const { search, problems } = parseCouncilSearch({ q: '  dart ', utm_source: 'mail' });
    expect(search.q).toBe('dart');
    expect(problems).toEqual([]);
    expect(isNarrowed(search)).toBe(true);
  });

  test('reads one mark of a page as a trail of one', () => {
    const { search } = parseCouncilSearch({ after: 'Yg==', trail: 'YQ==' });
    expect(search).toMatchObject({ after: 'Yg==', trail: ['YQ=='] });
  });

  test('drops a trail that leads nowhere', () => {
    expect(parseCouncilSearch({ trail: 'YQ==' }).search.trail).toEqual([]);
  });
});

describe('writeCouncilSearch', () => {
  test('gives the plain list for all councils', () => {
    expect(writeCouncilSearch(EMPTY)).toBe('/councils');
  });

  test('gives an address that parses to the same search', () => {
    const search = {
      q: 'St Helens & Co',
      type: 'METROPOLITAN',
      region: 'North West',
      after: 'Yy+/=',
      trail: ['YQ==', 'Yg=='],
    };
    const query = new URL(writeCouncilSearch(search), 'http://host').searchParams;
    const parsed = { ...Object.fromEntries(query), trail: query.getAll('trail') };
    expect(parseCouncilSearch(parsed)).toEqual({ search, problems: [] });
  });
});

describe('misuse', () => {
  test('names every field that is wrong, with what was expected and what came', () => {
    const { search, problems } = parseCouncilSearch({
      q: 'x'.repeat(101),
      type: 'PARISH',
      region: ['London', 'London'],
      after: '<b>',
      trail: ['§'],
    });
    expect(search).toEqual(EMPTY);
    expect(problems).toEqual([
      {
        field: 'q',
        message: `“q” must be at most 100 characters of a council’s name, but got “${'x'.repeat(60)}…”.`,
      },
      {
        field: 'type',
        message:
          '“type” must be one of COUNTY, DISTRICT, LONDON_BOROUGH, METROPOLITAN, UNITARY, but got “PARISH”.',
      },
      {
        field: 'region',
        message:
          '“region” must be one of the regions East Midlands, East of England, London, North East, North West, South East, South West, West Midlands, Yorkshire and The Humber, but got several values.',
      },
      {
        field: 'after',
        message:
          '“after” must be the mark of a page, as the links “Next page” and “Previous page” carry it, but got “<b>”.',
      },
      {
        field: 'trail',
        message: '“trail” must be at most 50 marks of pages, but got something else.',
      },
    ]);
  });
});
