import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGraph, type TestGraph } from '../ask-graph.ts';
import { alder, birch, cedar, openSmallDatabase } from '../small-database.ts';

let graph: TestGraph;

beforeAll(async () => {
  graph = openGraph(await openSmallDatabase());
});
afterAll(() => graph.close());

const figures = `
  received decided investigated source sample upheldPer100k
  upheld { numerator denominator percent }
  satisfactoryRemedies { numerator denominator percent }
  compliance { numerator denominator percent }`;

/** Figures of one council and year. */
async function performanceOf(code: string, yearEnding: number, selection = figures) {
  const query = `query ($code: ID!, $yearEnding: Int!) {
    council(code: $code) { performance(yearEnding: $yearEnding) { ${selection} } }
  }`;
  const { data, errors } = await graph.ask(query, { code, yearEnding });
  expect(errors).toEqual([]);
  return (data as { council: { performance: unknown } }).council.performance;
}

describe('figures from casework', () => {
  it('are added up over subjects and divided once', async () => {
    expect(await performanceOf(alder, 2020)).toEqual({
      received: 6,
      decided: 7,
      investigated: 4,
      source: 'CASEWORK',
      sample: false,
      upheldPer100k: 3,
      upheld: { numerator: 3, denominator: 4, percent: 75 },
      satisfactoryRemedies: { numerator: 1, denominator: 3, percent: 33 },
      compliance: { numerator: 3, denominator: 4, percent: 75 },
    });
  });

  it('list six outcomes and nine subjects in the order of letters, zeros included', async () => {
    const selection = 'outcomes { outcome count } subjects { subject received decided upheld }';
    expect(await performanceOf(alder, 2020, selection)).toMatchSnapshot();
  });

  it('are zero, with no percentage, for a council without a case in a year with casework', async () => {
    expect(await performanceOf(alder, 2019)).toEqual({
      received: 0,
      decided: 0,
      investigated: 0,
      source: 'CASEWORK',
      sample: false,
      upheldPer100k: 0,
      upheld: { numerator: 0, denominator: 0, percent: null },
      satisfactoryRemedies: { numerator: 0, denominator: 0, percent: null },
      compliance: { numerator: null, denominator: null, percent: null },
    });
  });

  it('say when sample data is among them', async () => {
    expect(await performanceOf(birch, 2020, 'sample')).toEqual({ sample: true });
  });
});

describe('the average of similar councils', () => {
  const similar = `similar {
    councilType yearEnding councils source upheldPer100k
    upheld { numerator denominator percent }
    satisfactoryRemedies { numerator denominator percent }
    compliance { numerator denominator percent }
  }`;

  it('is pooled, sum over sum, and not the mean of percentages', async () => {
    // Alder 3 of 4 (75%) and Birch 1 of 5 (20%): 4 of 9 is 44%, their mean would be 48%.
    expect(await performanceOf(alder, 2020, similar)).toEqual({
      similar: {
        councilType: 'DISTRICT',
        yearEnding: 2020,
        councils: 2,
        source: 'CASEWORK',
        upheldPer100k: 2.7,
        upheld: { numerator: 4, denominator: 9, percent: 44 },
        satisfactoryRemedies: { numerator: 1, denominator: 4, percent: 25 },
        compliance: { numerator: 7, denominator: 8, percent: 88 },
      },
    });
  });

  it('of printed figures is the printed one, percentages alone', async () => {
    expect(await performanceOf(cedar, 2023, similar)).toEqual({
      similar: {
        councilType: 'UNITARY',
        yearEnding: 2023,
        councils: null,
        source: 'PUBLISHED',
        upheldPer100k: null,
        upheld: { numerator: null, denominator: null, percent: 72 },
        satisfactoryRemedies: { numerator: null, denominator: null, percent: null },
        compliance: { numerator: null, denominator: null, percent: 99 },
      },
    });
  });

  it('is null where none was printed', async () => {
    expect(await performanceOf(cedar, 2022, similar)).toEqual({ similar: null });
  });
});

describe('printed figures', () => {
  it('are shown as printed, with null for what was not', async () => {
    expect(await performanceOf(cedar, 2023)).toEqual({
      received: null,
      decided: null,
      investigated: 61,
      source: 'PUBLISHED',
      sample: false,
      upheldPer100k: 3.4,
      upheld: { numerator: 53, denominator: 61, percent: 87 },
      satisfactoryRemedies: { numerator: 4, denominator: 53, percent: 8 },
      compliance: { numerator: null, denominator: 51, percent: 100 },
    });
  });

  it('give a percentage that follows from printed counts, and none without a denominator', async () => {
    const selection = 'upheld { percent } compliance { denominator percent } upheldPer100k';
    expect(await performanceOf(cedar, 2022, selection)).toEqual({
      upheld: { percent: 100 },
      compliance: { denominator: 0, percent: null },
      upheldPer100k: null,
    });
  });

  it('name their source and the break in the year', async () => {
    expect(await performanceOf(cedar, 2023, 'sourceNote breakNote')).toEqual({
      sourceNote: 'Statistics page, 2023',
      breakNote: expect.stringContaining('changed in this year'),
    });
    expect(await performanceOf(alder, 2020, 'sourceNote breakNote')).toEqual({
      sourceNote: null,
      breakNote: null,
    });
  });
});

describe('break years', () => {
  it('are listed with what breaks them', async () => {
    const { data, errors } = await graph.ask('{ breakYears { yearEnding note } }', {});
    expect(errors).toEqual([]);
    expect(data).toEqual({
      breakYears: [
        { yearEnding: 2021, note: expect.stringContaining('three months of 2020') },
        { yearEnding: 2023, note: expect.stringContaining('changed in this year') },
      ],
    });
  });
});

describe('a year of which nothing is known', () => {
  it.each([
    ['before a council existed', cedar, 2020],
    ['after a council ended', birch, 2021],
    ['without casework', alder, 2024],
  ])('has the source NONE and no figure: %s', async (_case, code, yearEnding) => {
    expect(
      await performanceOf(code, yearEnding, 'source received upheld { percent } similar { id }'),
    ).toEqual({
      source: 'NONE',
      received: null,
      upheld: { percent: null },
      similar: null,
    });
  });

  it('is refused when it is no year', async () => {
    const { errors } = await graph.ask(
      '{ council(slug: "alder") { performance(yearEnding: 20) { id } } }',
    );
    expect(errors).toEqual([
      {
        message:
          '"yearEnding" must be a year ending 31 March between 1975 and 2100, for example 2020, but got 20.',
        code: 'BAD_USER_INPUT',
        path: 'council.performance',
      },
    ]);
  });
});

describe('the history of a council', () => {
  it('has all years of which anything is known, earliest first', async () => {
    const query = '{ councils { nodes { slug performanceHistory { yearEnding source } } } }';
    expect((await graph.ask(query)).data).toEqual({
      councils: {
        nodes: [
          {
            slug: 'alder',
            performanceHistory: [
              { yearEnding: 2019, source: 'CASEWORK' },
              { yearEnding: 2020, source: 'CASEWORK' },
            ],
          },
          {
            slug: 'birch',
            performanceHistory: [
              { yearEnding: 2019, source: 'CASEWORK' },
              { yearEnding: 2020, source: 'CASEWORK' },
            ],
          },
          {
            slug: 'cedar',
            performanceHistory: [
              { yearEnding: 2022, source: 'PUBLISHED' },
              { yearEnding: 2023, source: 'PUBLISHED' },
            ],
          },
        ],
      },
    });
  });

  it('is cut to the years asked for', async () => {
    const query =
      '{ council(slug: "cedar") { performanceHistory(from: 2023, to: 2030) { yearEnding } } }';
    expect((await graph.ask(query)).data).toEqual({
      council: { performanceHistory: [{ yearEnding: 2023 }] },
    });
  });
});

describe('national figures', () => {
  it('pool all councils and count nobody twice', async () => {
    const query = `{ nationalPerformance(yearEnding: 2020) {
      councils received decided investigated upheldPer100k sample source compliancePercentOneDecimal
      upheld { numerator denominator percent } compliance { numerator denominator percent }
      complianceCounts { onTime late notComplied } byType { councilType upheld { percent } }
    } }`;
    expect((await graph.ask(query)).data).toEqual({
      nationalPerformance: {
        councils: 2,
        received: 15,
        decided: 14,
        investigated: 9,
        upheldPer100k: 2.7,
        sample: true,
        source: 'CASEWORK',
        compliancePercentOneDecimal: 87.5,
        upheld: { numerator: 4, denominator: 9, percent: 44 },
        compliance: { numerator: 7, denominator: 8, percent: 88 },
        complianceCounts: { onTime: 6, late: 1, notComplied: 1 },
        byType: [{ councilType: 'DISTRICT', upheld: { percent: 44 } }],
      },
    });
  });

  it('are null for a year without casework', async () => {
    expect(
      (await graph.ask('{ nationalPerformance(yearEnding: 2024) { yearEnding } }')).data,
    ).toEqual({
      nationalPerformance: null,
    });
  });
});
