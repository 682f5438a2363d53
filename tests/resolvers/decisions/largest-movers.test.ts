import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  councilsHeader,
  decisionsHeader,
  importLines,
  openMemoryDatabase,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let database: DataSource;
let graph: TestGraph;

const council = (name: string, code: string) =>
  `${code},${name},${name} Council,${name},DISTRICT,South East,100000,51,0,,,,`;

let serial = 0;
/** Decisions of one council in a year: so many upheld, with a remedy offered before, and not upheld. */
function decisions(code: string, yearEnding: number, upheld: number, not: number, remedied = 0) {
  return Array.from({ length: upheld + not }, (_, index) => {
    serial += 1;
    const reference = `${yearEnding % 100} ${String(serial).padStart(6, '0').replace(/^.../, '$& ')}`;
    const outcome = index < upheld ? 'UPHELD' : 'NOT_UPHELD';
    const remedy = index < remedied ? 'yes' : 'no';
    const day = `${yearEnding - 1}-09-01`;
    return `${reference},${code},${day},${day},HOUSING,Housing,,${outcome},${remedy},no,`;
  });
}

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importLines(
    database,
    'councils',
    councilsHeader,
    council('ash', 'E07000001'),
    council('bay', 'E07000002'),
    council('cob', 'E07000003'),
    council('dew', 'E07000004'),
    council('elm', 'E07000005'),
    council('fir', 'E07000006'),
    council('gum', 'E07000007'),
  );
  await importLines(
    database,
    'decisions',
    decisionsHeader,
    ...decisions('E07000001', 2019, 5, 5, 1),
    ...decisions('E07000001', 2020, 8, 4, 8), // 50% to 67%
    ...decisions('E07000002', 2019, 9, 1),
    ...decisions('E07000002', 2020, 5, 5), // 90% to 50%
    ...decisions('E07000003', 2019, 0, 9), // nine cases: too few
    ...decisions('E07000003', 2020, 20, 0),
    ...decisions('E07000004', 2019, 6, 6),
    ...decisions('E07000004', 2020, 7, 7), // stays at 50%
    ...decisions('E07000005', 2020, 10, 0), // not there before
    ...decisions('E07000006', 2019, 10, 0),
    ...decisions('E07000006', 2020, 10, 10), // printed otherwise below
    ...decisions('E07000007', 2019, 10, 0),
    ...decisions('E07000007', 2020, 6, 4), // 100% to 60%: as far as bay
  );
  await importLines(
    database,
    'published-figures',
    'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k',
    'E07000006,2020,50,40,20,5,15,76,2,100,0,0,15.0',
  );
  graph = openGraph(database);
});
afterAll(() => graph.close());

const figures = `source upheld { percent denominator } satisfactoryRemedies { percent } upheldPer100k`;
const movers = `
  council { slug } change performance { ${figures} } performanceBefore { ${figures} }`;

async function ask(given: string, yearEnding = 2020) {
  const { data, errors } = await graph.ask(
    `{ nationalPerformance(yearEnding: ${yearEnding}) { largestMovers${given} { up { ${movers} } down { ${movers} } } } }`,
  );
  expect(errors).toEqual([]);
  type Shown = { council: { slug: string }; change: number; performance: object };
  const { largestMovers } = (
    data as {
      nationalPerformance: { largestMovers: { up: Shown[]; down: Shown[] } };
    }
  ).nationalPerformance;
  return largestMovers;
}

const say = (list: readonly { council: { slug: string }; change: number }[]) =>
  list.map(({ council: { slug }, change }) => `${slug} ${change}`);

describe('the largest movers of a year', () => {
  it('are told up and down apart, the furthest first, equal ones in order of code', async () => {
    const { up, down } = await ask('');
    expect(say(up)).toEqual(['ash 17']);
    expect(say(down)).toEqual(['bay -40', 'gum -40', 'fir -24']);
  });

  it('move by the figures that their pages show, printed before worked out', async () => {
    const { down } = await ask('');
    expect(down.at(-1)).toMatchObject({
      council: { slug: 'fir' },
      performance: { source: 'PUBLISHED', upheld: { percent: 76, denominator: 20 } },
      performanceBefore: { source: 'CASEWORK', upheld: { percent: 100, denominator: 10 } },
    });
  });

  it('rest on ten cases in both years, or on as many as are asked for', async () => {
    expect(say((await ask('(least: 9)')).up)).toEqual(['cob 100', 'ash 17']);
    expect(say((await ask('(least: 12)')).down)).toEqual([]);
  });

  it('are as many as are asked for', async () => {
    const { up, down } = await ask('(first: 1, least: 1)');
    expect([say(up), say(down)]).toEqual([['cob 100'], ['bay -40']]);
  });

  it('are told by remedies and by 100,000 people too', async () => {
    const remedies = await ask('(measure: SATISFACTORY_REMEDY_RATE, least: 5)');
    expect(say(remedies.up)).toEqual(['ash 80']); // 1 of 5 to 8 of 8
    const perPerson = await ask('(measure: UPHELD_PER_100K)');
    expect(say(perPerson.up)).toEqual(['fir 5', 'ash 3', 'dew 1']);
    expect(say(perPerson.down)).toEqual(['bay -4', 'gum -4']);
  });

  it('are none where the year before has no casework', async () => {
    expect(await ask('', 2019)).toEqual({ up: [], down: [] });
  });

  it('stay where frozen figures leave them, and move on by live ones', async () => {
    const scopes = ['letters:publish'] as const;
    const frozen = await graph.ask(
      'mutation { freezeYear(yearEnding: 2020) { frozen } }',
      {},
      scopes,
    );
    expect(frozen.errors).toEqual([]);
    const measures = [
      '',
      '(measure: SATISFACTORY_REMEDY_RATE, least: 5)',
      '(measure: UPHELD_PER_100K)',
    ];
    const before = await Promise.all(measures.map((measure) => ask(measure)));
    await importLines(
      database,
      'decisions',
      decisionsHeader,
      ...decisions('E07000004', 2020, 6, 0),
    );
    const after = await Promise.all(measures.map((measure) => ask(measure)));
    expect(after).toEqual(before);
    expect(say(after[0]?.up ?? [])).toEqual(['ash 17']);
    expect(say(after[2]?.up ?? [])).toEqual(['fir 5', 'ash 3', 'dew 1']);
    const { data } = await graph.ask(
      '{ nationalPerformance(yearEnding: 2020) { live { largestMovers { up { council { slug } change performance { upheld { percent } } } } } } }',
    );
    expect(data).toEqual({
      nationalPerformance: {
        live: {
          largestMovers: {
            up: [
              { council: { slug: 'ash' }, change: 17, performance: { upheld: { percent: 67 } } },
              { council: { slug: 'dew' }, change: 15, performance: { upheld: { percent: 65 } } },
            ],
          },
        },
      },
    });
  });

  it.each([
    ['(first: 0)', '"first" must be a number from 1 to 100, but got 0.'],
    ['(first: 101)', '"first" must be a number from 1 to 100, but got 101.'],
    ['(least: 0)', '"least" must be a number from 1, but got 0.'],
  ])('refuse %s', async (given, message) => {
    const { errors } = await graph.ask(
      `{ nationalPerformance(yearEnding: 2020) { largestMovers${given} { up { change } } } }`,
    );
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message }]);
  });
});
