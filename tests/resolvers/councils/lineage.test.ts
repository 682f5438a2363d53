import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeStatements } from '../../../src/database/observe-statements.ts';
import {
  decisionsHeader,
  importLines,
  importText,
  openMemoryDatabase,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let database: DataSource;
let graph: TestGraph;
const statements: string[] = [];

const aylesburyVale = 'E07000004';
const chiltern = 'E07000005';
const bucksCounty = 'E10000002';
const mendip = 'E07000187';

beforeAll(async () => {
  database = await openMemoryDatabase();
  // The councils that ship: those of England since 2020, with who came after whom.
  await importText(database, 'councils', await readFile('data/councils.csv'));
  const decision = (serial: number, code: string, decided: string, outcome: string) =>
    `19 000 ${100 + serial},${code},${decided.slice(0, 8)}01,${decided},HOUSING,Housing,,${outcome},no,no,`;
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    decision(1, aylesburyVale, '2019-09-01', 'UPHELD'),
    decision(2, aylesburyVale, '2019-09-02', 'NOT_UPHELD'),
    decision(3, chiltern, '2019-09-03', 'UPHELD'),
    decision(4, bucksCounty, '2019-09-04', 'UPHELD'),
    decision(5, bucksCounty, '2018-09-04', 'NOT_UPHELD'),
    decision(6, mendip, '2018-09-04', 'UPHELD'),
    decision(7, 'E06000060', '2020-09-04', 'UPHELD'),
  );
  await importLines(
    database,
    'published-figures',
    'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k',
    `${chiltern},2019,9,8,4,1,3,75,,,0,0,`,
  );
  graph = openGraph(database);
  observeStatements(database, (sql) => {
    statements.push(sql);
    return undefined;
  });
});
afterAll(() => graph.close());

/** Slugs of the councils that a place had on a day. */
async function councilsOn(args: string): Promise<string> {
  const { data, errors } = await graph.ask(`{ councilsOn(${args}) { slug } }`);
  expect(errors).toEqual([]);
  return (data as { councilsOn: { slug: string }[] }).councilsOn.map(({ slug }) => slug).join(' ');
}

const bucks2019 = 'aylesbury-vale chiltern south-bucks wycombe buckinghamshire';

describe('councilsOn', () => {
  it.each([
    // Ended on 31 March, its last day; the new council began the day after.
    ['slug: "chiltern", date: "2020-03-31"', 'chiltern'],
    ['slug: "chiltern", date: "2020-04-01"', 'buckinghamshire-council'],
    ['slug: "chiltern", date: "2030-01-01"', 'buckinghamshire-council'],
    ['code: "E06000060", date: "2020-04-01"', 'buckinghamshire-council'],
    ['code: "E06000060", date: "2020-03-31"', bucks2019],
    // Ended on 1 April, the first day of those that followed: it was divided.
    ['slug: "cumbria", date: "2023-03-31"', 'cumbria'],
    ['slug: "cumbria", date: "2023-04-01"', 'cumberland westmorland-and-furness'],
    [
      'slug: "northamptonshire", date: "2021-04-01"',
      'north-northamptonshire west-northamptonshire',
    ],
    // Both way along two mergers: began in 2019, ended in 2023.
    ['slug: "somerset-west-and-taunton", date: "2023-04-01"', 'somerset-council'],
    [
      'slug: "somerset-council", date: "2020-01-01"',
      'mendip sedgemoor south-somerset somerset-west-and-taunton somerset',
    ],
    ['slug: "somerset-council", date: "2018-01-01"', 'mendip sedgemoor south-somerset somerset'],
    // Whom they followed in 2019 is not in the data.
    ['slug: "dorset-council", date: "2019-04-01"', 'dorset-council'],
    ['slug: "dorset-council", date: "2019-03-31"', ''],
    [
      'slug: "bournemouth-christchurch-and-poole", date: "2020-01-01"',
      'bournemouth-christchurch-and-poole',
    ],
    ['slug: "dartford", date: "1999-01-01"', 'dartford'],
    ['slug: "atlantis", date: "2020-01-01"', ''],
    ['name: "buckinghamshire", date: "2020-01-01"', 'buckinghamshire'],
    ['name: "Buckinghamshire", date: "2021-01-01"', 'buckinghamshire-council'],
    ['name: " chiltern district council ", date: "2021-01-01"', 'buckinghamshire-council'],
  ])('(%s) gives %s', async (args, expected) => {
    expect(await councilsOn(args)).toBe(expected);
  });

  it('is a field of councils and of a decision’s council, too, in three statements however many councils', async () => {
    const { data } = await graph.ask(
      '{ decision(reference: "19 000 101") { councilType council { slug asOf(date: "2024-01-01") { slug } } } }',
    );
    expect(data).toEqual({
      decision: {
        councilType: 'DISTRICT',
        council: { slug: 'aylesbury-vale', asOf: [{ slug: 'buckinghamshire-council' }] },
      },
    });
    statements.length = 0;
    await graph.ask('{ councils(first: 100) { nodes { asOf(date: "2018-01-01") { name } } } }');
    expect(statements).toHaveLength(3);
  });
});

describe('councilsOn misused', () => {
  it('refuses none and more than one name of a place', async () => {
    const message = (got: string) => ({
      message: `"code" must be given, or "slug" or "name", and only one of them, but got ${got}.`,
      code: 'BAD_USER_INPUT',
      path: 'councilsOn',
    });
    expect((await graph.ask('{ councilsOn(date: "2020-01-01") { slug } }')).errors).toEqual([
      message('{}'),
    ]);
    expect(
      (await graph.ask('{ councilsOn(date: "2020-01-01", slug: "a", name: "b") { slug } }')).errors,
    ).toEqual([message('{"slug":"a","name":"b"}')]);
  });
});

describe('councils that existed on a day', () => {
  it('are those that councilsOn leaves where they are', async () => {
    const all = (await database.query('SELECT slug FROM council ORDER BY slug')) as {
      slug: string;
    }[];
    for (const date of ['2019-03-31', '2020-03-31', '2020-04-01', '2023-03-31', '2023-04-01']) {
      const listed: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await graph.ask(
          `query ($after: String) { councils(filter: { existedOn: "${date}" }, first: 100, after: $after) {
            nodes { slug asOf(date: "${date}") { slug } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        );
        const { councils } = data as {
          councils: {
            nodes: { slug: string; asOf: { slug: string }[] }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
        for (const { slug, asOf } of councils.nodes) {
          expect(asOf).toEqual([{ slug }]);
          listed.push(slug);
        }
        after = councils.pageInfo.hasNextPage ? councils.pageInfo.endCursor : null;
      } while (after !== null);
      const others = all.filter(({ slug }) => !listed.includes(slug));
      for (const { slug } of others.slice(0, 12)) {
        const found = await councilsOn(`slug: "${slug}", date: "${date}"`);
        expect(found.split(' ')).not.toContain(slug);
      }
    }
  });

  it('were 343 on 31 March 2020, and fewer after the mergers', async () => {
    const count = async (date: string) => {
      const { data } = await graph.ask(
        `{ councils(filter: { existedOn: "${date}" }) { totalCount } }`,
      );
      return (data as { councils: { totalCount: number } }).councils.totalCount;
    };
    expect(await count('2020-03-31')).toBe(343);
    // Five became Buckinghamshire; eight became two in Northamptonshire.
    expect(await count('2020-04-01')).toBe(343 - 4);
    expect(await count('2021-04-01')).toBe(343 - 4 - 6);
    // Seven became two in Cumbria, eight one in North Yorkshire, five one in Somerset.
    expect(await count('2023-04-01')).toBe(343 - 4 - 6 - 5 - 7 - 4);
  });
});

const fields = `yearEnding notAddedUp received decided investigated sample
  upheld { numerator denominator percent } outcomes { outcome count }
  councils { id source received upheld { numerator denominator } }`;

describe('figures of predecessors', () => {
  it('are those of each beside their sum, and no part of the successor’s own', async () => {
    const { data, errors } = await graph.ask(`{ council(code: "E06000060") {
      performanceHistory { yearEnding upheld { numerator } }
      predecessorPerformance(yearEnding: 2020) { ${fields} } } }`);
    expect(errors).toEqual([]);
    const none = { numerator: 0, denominator: 0 };
    expect(data).toEqual({
      council: {
        performanceHistory: [{ yearEnding: 2021, upheld: { numerator: 1 } }],
        predecessorPerformance: {
          yearEnding: 2020,
          notAddedUp: null,
          received: 4,
          decided: 4,
          investigated: 4,
          sample: false,
          upheld: { numerator: 3, denominator: 4, percent: 75 },
          outcomes: expect.arrayContaining([
            { outcome: 'UPHELD', count: 3 },
            { outcome: 'NOT_UPHELD', count: 1 },
            { outcome: 'ADVICE_GIVEN', count: 0 },
          ]),
          councils: [
            {
              id: 'E07000004-2020',
              source: 'CASEWORK',
              received: 2,
              upheld: { numerator: 1, denominator: 2 },
            },
            {
              id: 'E07000005-2020',
              source: 'CASEWORK',
              received: 1,
              upheld: { numerator: 1, denominator: 1 },
            },
            { id: 'E07000006-2020', source: 'CASEWORK', received: 0, upheld: none },
            { id: 'E07000007-2020', source: 'CASEWORK', received: 0, upheld: none },
            {
              id: 'E10000002-2020',
              source: 'CASEWORK',
              received: 1,
              upheld: { numerator: 1, denominator: 1 },
            },
          ],
        },
      },
    });
  });

  it('are not added up where some were printed, or somebody is not known', async () => {
    const { data } = await graph.ask(`{
      bucks: council(code: "E06000060") { predecessorPerformance(yearEnding: 2019) { ${fields} } }
      somerset: council(slug: "somerset-council") { predecessorPerformance(yearEnding: 2019) { notAddedUp decided councils { id } } }
      early: council(code: "E06000060") { predecessorPerformance(yearEnding: 1990) { notAddedUp upheld { percent } } }
    }`);
    const { bucks, somerset, early } = data as Record<
      string,
      { predecessorPerformance: Record<string, unknown> }
    >;
    expect(bucks?.predecessorPerformance).toMatchObject({
      notAddedUp:
        'Figures of E07000005 are as they were printed, those of the others are worked out from casework.',
      received: null,
      upheld: { numerator: null, denominator: null, percent: null },
    });
    expect(somerset?.predecessorPerformance).toEqual({
      notAddedUp:
        'E07000246 began after the year ending 2019, and it is not known which councils were there before.',
      decided: null,
      councils: ['E07000187', 'E07000188', 'E07000189', 'E10000027'].map((code) => ({
        id: `${code}-2019`,
      })),
    });
    expect(early?.predecessorPerformance).toEqual({
      notAddedUp: 'Nothing is known of E07000004 in the year ending 1990.',
      upheld: { percent: null },
    });
  });

  it('are null where there were none, and a history of the years of which any are known', async () => {
    const { data } = await graph.ask(`{
      bucks: council(code: "E06000060") { predecessorPerformance(yearEnding: 2021) { yearEnding }
        predecessorHistory { yearEnding } late: predecessorHistory(from: 2020) { yearEnding }
        none: predecessorHistory(to: 2015) { yearEnding } }
      dartford: council(slug: "dartford") { predecessorPerformance(yearEnding: 2019) { yearEnding } predecessorHistory { yearEnding } }
      dorset: council(slug: "dorset-council") { predecessorPerformance(yearEnding: 2019) { yearEnding } }
    }`);
    expect(data).toEqual({
      bucks: {
        predecessorPerformance: null,
        predecessorHistory: [{ yearEnding: 2019 }, { yearEnding: 2020 }],
        late: [{ yearEnding: 2020 }],
        none: [],
      },
      dartford: { predecessorPerformance: null, predecessorHistory: [] },
      dorset: { predecessorPerformance: null },
    });
  });

  it('take as many statements for a hundred councils as for one', async () => {
    const asked = async (first: number) => {
      statements.length = 0;
      await graph.ask(`{ councils(first: ${first}, filter: { search: "somerset" }) {
        nodes { predecessorHistory { upheld { percent } } } } }`);
      return statements.length;
    };
    const many = await asked(100);
    expect(await asked(5)).toBe(many);
    expect(many).toBeLessThan(20);
  });
});
