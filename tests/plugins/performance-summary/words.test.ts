import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  summaryParameters,
  writeVariables,
} from '../../../src/plugins/performance-summary/parameters.ts';
import type { RecommendationCounts } from '../../../src/plugins/performance-summary/query.ts';
import {
  addRecommendations,
  tabulateThemes,
} from '../../../src/plugins/performance-summary/recommendation-tables.ts';
import { regionNames } from '../../../src/plugins/performance-summary/regions.ts';
import { performanceSummary } from '../../../src/plugins/performance-summary/report.ts';
import {
  ordinal,
  sayPlace,
  sayQuarter,
} from '../../../src/plugins/performance-summary/standing-words.ts';
import { createFormat } from '../../../src/reports/format.ts';
import { parseParameters } from '../../../src/reports/parse-parameters.ts';
import { standingAmong } from '../../../src/schema/common/rank-rates.ts';
import { regions } from '../../../src/schema/common/regions.ts';

const format = createFormat('en-GB');

describe('the words for a place', () => {
  it.each([
    [{ rank: 1, of: 1, tied: 1, quartile: 1 }, '1st of 1', 'first'],
    [{ rank: 12, of: 188, tied: 4, quartile: 1 }, 'joint 12th of 188, with 3 others', 'first'],
    [{ rank: 22, of: 55, tied: 2, quartile: 2 }, 'joint 22nd of 55, with 1 other', 'second'],
    [{ rank: 133, of: 188, tied: 1, quartile: 3 }, '133rd of 188', 'third'],
    [{ rank: 111, of: 111, tied: 1, quartile: 4 }, '111th of 111', 'last'],
  ])('tell rank, ties and quarter: %o', (place, words, quarter) => {
    expect(sayPlace(place, format)).toBe(words);
    expect(sayQuarter(place)).toBe(quarter);
  });

  it('say joint exactly where the place is shared, whatever the rates', () => {
    const rate = fc.record({ numerator: fc.nat(9), denominator: fc.nat(9) });
    fc.assert(
      fc.property(rate, fc.array(rate, { maxLength: 30 }), (own, others) => {
        const place = standingAmong(own, [own, ...others], 'lowest');
        fc.pre(place !== null);
        const equals = others.filter(
          ({ numerator, denominator }) =>
            denominator > 0 && numerator * own.denominator === own.numerator * denominator,
        ).length;
        const words = sayPlace(place, format);
        expect(words.startsWith('joint ')).toBe(equals > 0);
        expect(words.includes(`with ${equals} other`)).toBe(equals > 0);
        expect(words).toContain(` of ${place.of}`);
      }),
    );
  });

  it('end ordinals as English does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (rank) => {
        const teen = rank % 100 >= 11 && rank % 100 <= 13;
        const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][rank % 10] ?? 'th');
        expect(ordinal(rank, format)).toBe(`${rank}${ending}`);
      }),
    );
  });
});

const count = fc.nat(500);
const kind = (name: RecommendationCounts['byKind'][number]['kind']) =>
  fc.record({ onTime: count, late: count, notComplied: count, open: count }).map((one) => ({
    kind: name,
    total: one.onTime + one.late + one.notComplied + one.open,
    ...one,
  }));
const counts: fc.Arbitrary<RecommendationCounts> = fc.record({
  byKind: fc.tuple(kind('PERSONAL_REMEDY'), kind('SERVICE_IMPROVEMENT')),
  themes: fc.uniqueArray(
    fc.record({
      theme: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      count: fc.integer({ min: 1, max: 4 }),
      late: fc.nat(1),
    }),
    { selector: ({ theme }) => theme },
  ),
});

describe('recommendations of several years', () => {
  it('add up, kind by kind and theme by theme', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 6 }), (years) => {
        const sum = addRecommendations(years);
        for (const [at, one] of sum.byKind.entries()) {
          expect(one.total).toBe(one.onTime + one.late + one.notComplied + one.open);
          expect(one.late).toBe(years.reduce((all, year) => all + (year.byKind[at]?.late ?? 0), 0));
        }
        const all = (themes: RecommendationCounts['themes']) =>
          themes.reduce((total, theme) => total + theme.count, 0);
        expect(all(sum.themes)).toBe(years.reduce((total, year) => total + all(year.themes), 0));
      }),
    );
  });

  it('list five themes, none more frequent left out, and name those as frequent as the last', () => {
    fc.assert(
      fc.property(counts, ({ byKind, themes: unordered }) => {
        const { themes } = addRecommendations([{ byKind, themes: unordered }]);
        const table = tabulateThemes(themes, format);
        expect(table.textRows?.length).toBe(Math.min(5, themes.length));
        const last = themes[Math.min(5, themes.length) - 1]?.count ?? 0;
        for (const left of themes.slice(5)) {
          expect(left.count).toBeLessThanOrEqual(last);
          if (left.count === last) expect(table.note).toMatch(new RegExp(`\\b${left.theme}\\b`));
        }
      }),
    );
  });
});

describe('the parameters of a performance summary', () => {
  it.each([
    { council: 'kent' },
    { council: 'kent', from: 2018 },
    { council: 'kent', from: 2018, to: 2020 },
    { council: 'kent', yearEnding: 2020 },
    { councilType: 'DISTRICT', yearEnding: 2020 },
    { region: 'South East', yearEnding: 2020 },
    { councilType: 'DISTRICT', region: 'South East', yearEnding: 2020 },
    { yearEnding: 2020 },
  ])('take %o', (given) => {
    expect(parseParameters(performanceSummary, given)).toEqual(given);
  });

  it('ask for a span, or for one year as a span of its own', () => {
    const ask = (given: object) => writeVariables(summaryParameters.parse(given));
    expect(ask({ council: 'Kent', from: 2018 })).toMatchObject({
      slug: 'kent',
      from: 2018,
      to: null,
      forCouncil: true,
      forOneYear: false,
    });
    expect(ask({ council: 'e10000016', yearEnding: 2020 })).toMatchObject({
      code: 'E10000016',
      from: 2020,
      to: 2020,
    });
  });

  it.each([
    [{}, '"yearEnding": expected a year, such as 2020, or a council, but got nothing.'],
    [
      { council: 'kent', region: 'South East' },
      '"region": expected nothing beside a council: leave one of the two out, but got "South East".',
    ],
    [
      { council: 'kent', councilType: 'COUNTY' },
      '"councilType": expected nothing beside a council: leave one of the two out, but got "COUNTY".',
    ],
    [
      { council: 'kent', yearEnding: 2020, to: 2021 },
      '"yearEnding": expected nothing beside from and to: give one year or a span, but got 2020.',
    ],
    [
      { council: 'kent', from: 2020, to: 2018 },
      '"to": expected a year not before from (2020), but got 2018.',
    ],
    [
      { from: 2018, yearEnding: 2020 },
      '"from": expected only with a council: a type, a region and the country have one year, as yearEnding, but got 2018.',
    ],
    [
      { yearEnding: 2020, region: 'Wales' },
      `"region": expected one of ${regionNames.join(', ')}, but got "Wales".`,
    ],
  ])('refuse %o', (given, message) => {
    expect(() => parseParameters(performanceSummary, given)).toThrow(message);
  });

  it('know the regions that the graph knows', () => {
    expect(regionNames).toEqual(regions);
  });
});
