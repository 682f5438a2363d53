import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  councilsHeader,
  decisionsHeader,
  importLines,
  openMemoryDatabase,
  recommendationsHeader,
} from '../../database/memory-database.ts';
import { openGraph, type TestGraph } from '../ask-graph.ts';

let database: DataSource;
let graph: TestGraph;

const elm = 'E07000001';
const fir = 'E07000002';
const oak = 'E06000003';
const council = (code: string, name: string, population: number) =>
  `${code},${name},${name} Council,${name},${code.startsWith('E07') ? 'DISTRICT' : 'UNITARY'},South East,${population},51,0,,,,`;
const decision = (serial: number, code: string, outcome: string) =>
  `19 000 00${serial},${code},2019-05-01,2019-09-01,HOUSING,Housing,Repairs,${outcome},no,no,`;
const recommendation = (compliance: string, settled: string) =>
  `19 000 001,1,PERSONAL_REMEDY,Apology,Sorry,2019-10-01,${settled},${compliance}`;

const importDecisions = (...rows: string[]) =>
  importLines(database, 'decisions', decisionsHeader, ...rows);

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importLines(
    database,
    'councils',
    councilsHeader,
    council(elm, 'elm', 100_000),
    council(fir, 'fir', 100_000),
    council(oak, 'oak', 200_000),
  );
  await importDecisions(
    decision(1, elm, 'UPHELD'),
    decision(2, elm, 'NOT_UPHELD'),
    decision(3, fir, 'UPHELD'),
  );
  await importLines(
    database,
    'recommendations',
    recommendationsHeader,
    recommendation('ON_TIME', '2019-09-20'),
  );
  await importLines(
    database,
    'published-figures',
    'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k',
    `${oak},2020,9,,4,1,3,75,2,100,0,0,1.5`,
  );
  await importLines(
    database,
    'published-averages',
    'type,year_ending,uphold_pct,compliance_pct,satisfactory_remedy_pct,upheld_per_100k',
    'UNITARY,2020,60,99,11,2.1',
  );
  graph = openGraph(database);
});
afterAll(() => graph.close());

const rate = '{ numerator denominator percent }';
const figures = `
  received decided investigated upheldPer100k source sample sourceNote
  outcomes { outcome count } subjects { subject received decided upheld }
  upheld ${rate} satisfactoryRemedies ${rate} compliance ${rate}
  complianceCounts { onTime late notComplied } complianceStanding { rank of tied quartile }
  standing { upheld { rank of tied quartile } upheldPer100k { rank of } }
  categories { category decided upheld subcategories { subcategory upheld } }
  similar { councils upheldPer100k upheld ${rate} compliance ${rate} }`;
const everything = `{
  councils { nodes { code performance(yearEnding: 2020) { ${figures} } } }
  nationalPerformance(yearEnding: 2020) {
    councils received upheldPer100k upheld ${rate} compliance ${rate} compliancePercentOneDecimal
    byType { councilType upheld ${rate} compliance ${rate} } categories { category upheld }
  }
}`;

const publish = ['letters:publish'] as const;
const freeze = (more = '') =>
  graph.ask(
    `mutation { freezeYear(yearEnding: 2020${more}) { councils frozen by councilCodes } }`,
    {},
    publish,
  );
async function performanceOf(code: string, selection: string, scopes: 'casework:read'[] = []) {
  const { data, errors } = await graph.ask(
    `{ council(code: "${code}") { performance(yearEnding: 2020) { ${selection} } } }`,
    {},
    scopes,
  );
  expect(errors).toEqual([]);
  return (data as { council: { performance: unknown } }).council.performance;
}

// One story, told in order: live, frozen, corrected, sent again, live again.
describe('figures of a year', () => {
  let before: unknown;

  it('are live and say so until they are frozen', async () => {
    before = (await graph.ask(everything)).data;
    expect(
      await performanceOf(
        elm,
        'id frozenAt live { id } differences { figure } complianceDifferences { figure }',
      ),
    ).toEqual({
      id: `${elm}-2020`,
      frozenAt: null,
      live: null,
      differences: [],
      complianceDifferences: [],
    });
  });

  it('are the same, all of them, on the day they are frozen', async () => {
    expect(await freeze()).toEqual({
      data: { freezeYear: { councils: 3, frozen: true, by: 'key rk_test', councilCodes: null } },
      errors: [],
    });
    const { data, errors } = await graph.ask(everything);
    expect(errors).toEqual([]);
    expect(data).toEqual(before);
    expect(await performanceOf(elm, 'frozenAt differences { figure }')).toEqual({
      frozenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      differences: [],
    });
  });

  it('stay as they were whatever is corrected, withdrawn, imported or counted later', async () => {
    await importDecisions(
      decision(2, elm, 'UPHELD'),
      decision(4, elm, 'UPHELD'),
      decision(5, fir, 'NOT_UPHELD'),
    );
    await importLines(
      database,
      'recommendations',
      recommendationsHeader,
      recommendation('LATE', '2019-10-20'),
    );
    await importLines(database, 'councils', councilsHeader, council(elm, 'elm', 300_000));
    expect((await graph.ask(everything)).data).toEqual(before);
  });

  it('show what is live beside them, with every difference in words', async () => {
    const shown = await performanceOf(
      elm,
      `frozenAt upheld ${rate} live { id frozenAt live { id } upheld ${rate} upheldPer100k complianceCounts { onTime late } similar { upheld ${rate} } }
       differences { figure frozen live sentence } complianceDifferences { sentence }`,
    );
    expect(shown).toMatchObject({
      upheld: { numerator: 1, denominator: 2, percent: 50 },
      live: {
        id: `${elm}-2020-live`,
        frozenAt: null,
        live: null,
        upheld: { numerator: 3, denominator: 3, percent: 100 },
        upheldPer100k: 1,
        complianceCounts: { onTime: 0, late: 1 },
        similar: { upheld: { numerator: 4, denominator: 5, percent: 80 } },
      },
      complianceDifferences: [
        { sentence: 'Complied with on time: 1 when frozen, 0 today (−1).' },
        { sentence: 'Complied with late: 0 when frozen, 1 today (+1).' },
      ],
    });
    const { differences } = shown as { differences: { sentence: string }[] };
    expect(differences.map(({ sentence }) => sentence)).toEqual([
      'Complaints received: 2 when frozen, 3 today (+1).',
      'Complaints decided: 2 when frozen, 3 today (+1).',
      'Complaints investigated: 2 when frozen, 3 today (+1).',
      'Decided as not upheld: 1 when frozen, 0 today (−1).',
      'Decided as upheld: 1 when frozen, 3 today (+2).',
      'Received about housing: 2 when frozen, 3 today (+1).',
      'Decided about housing: 2 when frozen, 3 today (+1).',
      'Upheld about housing: 1 when frozen, 3 today (+2).',
      'Received in the category Housing: 2 when frozen, 3 today (+1).',
      'Decided in the category Housing: 2 when frozen, 3 today (+1).',
      'Upheld in the category Housing: 1 when frozen, 3 today (+2).',
      'Uphold rate in per cent: 50 when frozen, 100 today (+50).',
    ]);
  });

  it('name the corrections behind the differences to those who may read them', async () => {
    const selection =
      'correctionsSinceFrozen { totalCount nodes { id changes { column before after } } }';
    expect(await performanceOf(elm, selection, ['casework:read'])).toEqual({
      correctionsSinceFrozen: {
        totalCount: 1,
        nodes: [
          {
            id: '19 000 002#1',
            changes: [{ column: 'outcome', before: 'NOT_UPHELD', after: 'UPHELD' }],
          },
        ],
      },
    });
    const { data, errors } = await graph.ask(
      `{ council(code: "${elm}") { performance(yearEnding: 2020) { ${selection} } } }`,
    );
    expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    expect(data).toEqual({ council: { performance: { correctionsSinceFrozen: null } } });
  });

  it('show England live beside frozen', async () => {
    const { data } = await graph.ask(
      `{ nationalPerformance(yearEnding: 2020) { id frozenAt received compliancePercentOneDecimal
         live { id frozenAt received upheld ${rate} complianceCounts { late } } } }`,
    );
    expect(data).toMatchObject({
      nationalPerformance: {
        id: '2020',
        frozenAt: expect.any(String),
        received: 3,
        live: {
          id: '2020-live',
          frozenAt: null,
          received: 5,
          upheld: { numerator: 4, denominator: 5 },
          complianceCounts: { late: 1 },
        },
      },
    });
  });

  it('are not frozen a second time', async () => {
    expect((await freeze()).data).toEqual({ freezeYear: null });
    expect((await graph.ask(everything)).data).toEqual(before);
  });

  it('are frozen anew for one council whose letter is corrected, its averages as before', async () => {
    expect((await freeze(`, councils: ["${elm}"]`)).data).toMatchObject({
      freezeYear: { councils: 1, councilCodes: [elm] },
    });
    expect(
      await performanceOf(
        elm,
        `upheld ${rate} complianceCounts { late } similar { upheld ${rate} }`,
      ),
    ).toEqual({
      upheld: { numerator: 3, denominator: 3, percent: 100 },
      complianceCounts: { late: 1 },
      similar: { upheld: { numerator: 2, denominator: 3, percent: 67 } },
    });
    expect(await performanceOf(fir, `upheld ${rate}`)).toEqual({
      upheld: { numerator: 1, denominator: 1, percent: 100 },
    });
  });

  it('are live again when they are unfrozen, and who did what is on record', async () => {
    const unfreeze = (more = '') =>
      graph.ask(
        `mutation { unfreezeYear(yearEnding: 2020${more}) { number frozen councils } }`,
        {},
        publish,
      );
    expect((await unfreeze(`, councils: ["${fir}"]`)).data).toEqual({
      unfreezeYear: { number: 3, frozen: false, councils: 1 },
    });
    expect(await performanceOf(fir, `frozenAt upheld ${rate}`)).toEqual({
      frozenAt: null,
      upheld: { numerator: 1, denominator: 2, percent: 50 },
    });
    expect((await unfreeze()).data).toMatchObject({ unfreezeYear: { number: 4, councils: 2 } });
    expect((await unfreeze()).data).toEqual({ unfreezeYear: null });
    expect(await performanceOf(elm, `frozenAt similar { upheld ${rate} }`)).toEqual({
      frozenAt: null,
      similar: { upheld: { numerator: 4, denominator: 5, percent: 80 } },
    });
    const { data } = await graph.ask(
      '{ figureFreezes(yearEnding: 2020) { number frozen councils councilCodes by } }',
      {},
      ['letters:read'],
    );
    const by = 'key rk_test';
    expect(data).toEqual({
      figureFreezes: [
        { number: 1, frozen: true, councils: 3, councilCodes: null, by },
        { number: 2, frozen: true, councils: 1, councilCodes: [elm], by },
        { number: 3, frozen: false, councils: 1, councilCodes: [fir], by },
        { number: 4, frozen: false, councils: 2, councilCodes: null, by },
      ],
    });
  });
});

describe('freezing misused', () => {
  it.each([
    [
      'yearEnding: 20',
      '"yearEnding" must be a year ending 31 March between 1975 and 2100, for example 2020, but got 20.',
    ],
    [
      'yearEnding: 2020, councils: ["E07000099"]',
      '"councils" must be codes of councils that are here, but got "E07000099".',
    ],
    [
      'yearEnding: 2020, councils: []',
      '"councils" must be codes of councils that are here, but got [].',
    ],
  ])('refuses %s', async (given, message) => {
    for (const field of ['freezeYear', 'unfreezeYear']) {
      const { errors } = await graph.ask(`mutation { ${field}(${given}) { by } }`, {}, publish);
      expect(errors).toEqual([{ message, code: 'BAD_USER_INPUT', path: field }]);
    }
  });

  it('refuses those who may not publish letters', async () => {
    for (const field of ['freezeYear', 'unfreezeYear']) {
      const { errors } = await graph.ask(`mutation { ${field}(yearEnding: 2020) { by } }`, {}, [
        'casework:write',
      ]);
      expect(errors.map(({ code }) => code)).toEqual(['FORBIDDEN']);
    }
  });

  it('does nothing for a year of which nothing is known', async () => {
    const { data } = await graph.ask(
      'mutation { freezeYear(yearEnding: 2050) { by } }',
      {},
      publish,
    );
    expect(data).toEqual({ freezeYear: null });
  });
});
