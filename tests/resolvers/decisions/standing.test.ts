import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  councilsHeader,
  decisionsHeader,
  importLines,
  openMemoryDatabase,
  recommendationsHeader,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let graph: TestGraph;

const council = (serial: number, population: number, region: string) =>
  `E0700000${serial},c${serial},Council ${serial},Council ${serial},DISTRICT,${region},${population},51,0,,,,`;

let serial = 0;
/** Decisions of one council, all of the year ending 2020. */
function decisions(code: number, outcome: string, count: number, category = 'Housing,Repairs') {
  return Array.from({ length: count }, () => {
    serial += 1;
    const reference = `19 000 ${String(serial).padStart(3, '0')}`;
    return `${reference},E0700000${code},2019-05-01,2019-09-01,HOUSING,${category},${outcome},no,no,`;
  });
}

beforeAll(async () => {
  const database = await openMemoryDatabase();
  await importLines(
    database,
    'councils',
    councilsHeader,
    council(1, 100_000, 'South East'),
    council(2, 50_000, 'South East'),
    council(3, 200_000, 'North West'),
    council(4, 80_000, 'North West'),
    'E10000005,county,County,County,COUNTY,South East,900000,51,0,,,,',
  );
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    // Upheld: 1 of 2, 2 of 4 (the same rate), 3 of 4; Council 4 had no case; the county 1 of 1.
    ...decisions(1, 'UPHELD', 1),
    ...decisions(1, 'NOT_UPHELD', 1, 'Planning,'),
    ...decisions(2, 'UPHELD', 2),
    ...decisions(2, 'NOT_UPHELD', 2, 'Housing,Allocations'),
    ...decisions(3, 'UPHELD', 3),
    ...decisions(3, 'NOT_UPHELD', 1),
    ...decisions(3, 'REFERRED_BACK', 5, 'Planning,'),
    '19 001 001,E10000005,2019-05-01,2019-09-01,OTHER,Other,,UPHELD,no,no,',
  );
  await importLines(
    database,
    'recommendations',
    recommendationsHeader,
    '19 000 001,1,PERSONAL_REMEDY,Apology,Sorry,2019-10-01,2019-09-20,ON_TIME',
    '19 000 003,1,PERSONAL_REMEDY,Apology,Sorry,2019-10-01,2019-09-20,NOT_COMPLIED',
    '19 000 004,1,PERSONAL_REMEDY,Apology,Sorry,2019-10-01,2019-10-20,LATE',
    '19 001 001,1,PERSONAL_REMEDY,Apology,Sorry,2019-10-01,2019-09-20,ON_TIME',
  );
  graph = openGraph(database);
});
afterAll(() => graph.close());

async function performance(code: string, selection: string): Promise<unknown> {
  const { data, errors } = await graph.ask(
    `{ council(code: "${code}") { performance(yearEnding: 2020) { ${selection} } } }`,
  );
  expect(errors).toEqual([]);
  return (data as { council: { performance: unknown } }).council.performance;
}

describe('where a council stands among those of its type', () => {
  const standing = `
    standing {
      upheld { rank of tied quartile }
      satisfactoryRemedies { rank of tied }
      upheldPer100k { rank of tied quartile }
    }
    complianceStanding { rank of tied quartile }`;

  it('shares a rank with those of the same rate, lowest uphold rate and highest compliance first', async () => {
    expect(await performance('E07000001', standing)).toEqual({
      standing: {
        upheld: { rank: 1, of: 3, tied: 2, quartile: 1 },
        satisfactoryRemedies: { rank: 1, of: 3, tied: 3 },
        // 1.0, after the council without a case (0); before 1.5 and 4.0.
        upheldPer100k: { rank: 2, of: 4, tied: 1, quartile: 2 },
      },
      complianceStanding: { rank: 1, of: 2, tied: 1, quartile: 1 },
    });
    expect(await performance('E07000002', standing)).toMatchObject({
      standing: { upheld: { rank: 1, tied: 2 }, upheldPer100k: { rank: 4, quartile: 4 } },
      complianceStanding: { rank: 2, of: 2, tied: 1, quartile: 3 },
    });
    expect(await performance('E07000003', standing)).toMatchObject({
      standing: { upheld: { rank: 3, of: 3, tied: 1, quartile: 3 } },
      complianceStanding: null,
    });
  });

  it('is null by every rate that has no denominator', async () => {
    expect(await performance('E07000004', standing)).toEqual({
      standing: {
        upheld: null,
        satisfactoryRemedies: null,
        upheldPer100k: { rank: 1, of: 4, tied: 1, quartile: 1 },
      },
      complianceStanding: null,
    });
  });

  it('is among its own type alone', async () => {
    expect(await performance('E10000005', standing)).toMatchObject({
      standing: { upheld: { rank: 1, of: 1 } },
      complianceStanding: { rank: 1, of: 1 },
    });
  });

  it('is null in a year of which nothing is known', async () => {
    const { data } = await graph.ask(
      '{ council(code: "E07000001") { performance(yearEnding: 2030) { standing { upheld { rank } } complianceStanding { rank } categories { category } } } }',
    );
    expect(data).toEqual({
      council: { performance: { standing: null, complianceStanding: null, categories: null } },
    });
  });
});

describe('counts by category', () => {
  const selection =
    'categories { category received decided investigated upheld subcategories { subcategory decided upheld } }';

  it('add up over subcategories, in order of name', async () => {
    expect(await performance('E07000002', selection)).toEqual({
      categories: [
        {
          category: 'Housing',
          received: 4,
          decided: 4,
          investigated: 4,
          upheld: 2,
          subcategories: [
            { subcategory: 'Allocations', decided: 2, upheld: 0 },
            { subcategory: 'Repairs', decided: 2, upheld: 2 },
          ],
        },
      ],
    });
    expect(await performance('E07000003', selection)).toMatchObject({
      categories: [
        { category: 'Housing', upheld: 3 },
        {
          category: 'Planning',
          decided: 5,
          investigated: 0,
          subcategories: [{ subcategory: null, decided: 5 }],
        },
      ],
    });
  });

  it('are the same for England put together', async () => {
    const { data } = await graph.ask(
      '{ nationalPerformance(yearEnding: 2020) { categories { category decided upheld } } }',
    );
    expect(data).toEqual({
      nationalPerformance: {
        categories: [
          { category: 'Housing', decided: 9, upheld: 6 },
          { category: 'Other', decided: 1, upheld: 1 },
          { category: 'Planning', decided: 6, upheld: 0 },
        ],
      },
    });
  });
});

describe('councils put together', () => {
  const group = (given: string) =>
    graph.ask(`{ groupPerformance(yearEnding: 2020${given}) {
      councils received decided investigated upheldPer100k source sample
      upheld { numerator denominator percent } compliance { numerator denominator percent }
      complianceCounts { onTime late notComplied }
      outcomes { outcome count } subjects { subject decided } categories { category decided }
    } }`);

  it('by type and region pool counts, population and compliance', async () => {
    const { data, errors } = await group(', councilType: DISTRICT, region: "South East"');
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      groupPerformance: {
        councils: 2,
        received: 6,
        decided: 6,
        investigated: 6,
        upheldPer100k: 2,
        source: 'CASEWORK',
        sample: false,
        upheld: { numerator: 3, denominator: 6, percent: 50 },
        compliance: { numerator: 2, denominator: 3, percent: 67 },
        complianceCounts: { onTime: 1, late: 1, notComplied: 1 },
        categories: [
          { category: 'Housing', decided: 5 },
          { category: 'Planning', decided: 1 },
        ],
      },
    });
  });

  it('by region alone hold all types, and count the people of counties once', async () => {
    expect((await group(', region: "South East"')).data).toMatchObject({
      groupPerformance: {
        councils: 3,
        upheldPer100k: 2.7,
        upheld: { numerator: 4, denominator: 7 },
        compliance: { numerator: 3, denominator: 4 },
      },
    });
  });

  it('without type and region are England', async () => {
    expect((await group('')).data).toMatchObject({
      groupPerformance: { councils: 5, decided: 16, upheld: { numerator: 7, denominator: 11 } },
    });
  });

  it('are null where there is no casework, and a region that is none is refused', async () => {
    expect((await group(', councilType: UNITARY')).data).toEqual({ groupPerformance: null });
    expect((await group(', region: "Mercia"')).errors).toEqual([
      {
        message:
          '"region" must be one of East Midlands, East of England, London, North East, North West, South East, South West, West Midlands, Yorkshire and The Humber, but got "Mercia".',
        code: 'BAD_USER_INPUT',
        path: 'groupPerformance',
      },
    ]);
  });
});
