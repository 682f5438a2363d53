import { createReadStream } from 'node:fs';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { openTestDatabase } from '../../open-test-database.ts';
import {
  decisionsHeader,
  dumpTables,
  importLines,
  importTwoCouncils,
  refusal,
} from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
  await importTwoCouncils(dataSource);
});
afterEach(() => dataSource.destroy());

const figuresHeader =
  'gss_code,year_ending,received,decided,investigated,not_upheld,upheld,uphold_pct,compliance_outcomes,compliance_pct,satisfactory_remedies,satisfactory_remedy_pct,upheld_per_100k';
const averagesHeader =
  'type,year_ending,uphold_pct,compliance_pct,satisfactory_remedy_pct,upheld_per_100k';

const importFigures = (...rows: string[]) =>
  importLines(dataSource, 'published-figures', figuresHeader, ...rows);
const importAverages = (...rows: string[]) =>
  importLines(dataSource, 'published-averages', averagesHeader, ...rows);
const remembered = () => dataSource.query('SELECT * FROM council_figure');

describe('the published-figures import', () => {
  it('keeps parts that were not printed null', async () => {
    await importFigures('E07000002,2020,,,4,,1,25,,,,,');
    const [row] = await dataSource.query('SELECT * FROM published_figure');
    expect(row).toEqual({
      gss_code: 'E07000002',
      year_ending: 2020,
      received: null,
      decided: null,
      investigated: 4,
      invalid_or_incomplete: null,
      advice_given: null,
      referred_back: null,
      closed_after_initial_enquiries: null,
      not_upheld: null,
      upheld: 1,
      uphold_percent: 25,
      satisfactory_remedies: null,
      satisfactory_remedy_percent: null,
      upheld_per_100k: null,
      received_by_subject: null,
      source_note: null,
    });
    expect(await dataSource.query('SELECT outcomes, percent FROM published_compliance')).toEqual([
      { outcomes: null, percent: null },
    ]);
  });

  it('wins over casework in what the councils subgraph remembers', async () => {
    await importLines(
      dataSource,
      'decisions',
      decisionsHeader,
      '19 000 001,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,NOT_UPHELD,no,no,',
    );
    expect(await remembered()).toMatchObject([{ source: 'CASEWORK', received: 1, upheld_rate: 0 }]);
    await importFigures('E07000002,2020,11,16,8,,7,88,3,100,1,14,2.1');
    expect(await remembered()).toEqual([
      {
        gss_code: 'E07000002',
        year_ending: 2020,
        source: 'PUBLISHED',
        received: 11,
        decided: 16,
        upheld: 7,
        upheld_rate: 87.5,
        compliance_rate: 100,
        satisfactory_remedy_rate: 100 / 7,
        upheld_per_100k: 2.1,
      },
    ]);
    await importLines(
      dataSource,
      'decisions',
      decisionsHeader,
      '19 000 002,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,NOT_UPHELD,no,no,',
    );
    expect(await remembered()).toMatchObject([{ source: 'PUBLISHED', received: 11 }]);
  });

  it('remembers the printed percentage where a count was not printed', async () => {
    await importFigures('E07000002,2020,,,,,7,88,,99,,14,');
    expect(await remembered()).toMatchObject([
      { upheld_rate: 88, compliance_rate: 99, satisfactory_remedy_rate: 14 },
    ]);
  });

  it('remembers no rate where nothing was investigated and nothing was due', async () => {
    await importFigures('E07000002,2020,8,,0,0,0,,0,,0,,');
    expect(await remembered()).toMatchObject([
      { upheld: 0, upheld_rate: null, compliance_rate: null, satisfactory_remedy_rate: null },
    ]);
  });

  it('changes nothing when data/published-figures.csv comes twice', async () => {
    const importData = async (kind: 'councils' | 'published-figures') =>
      importFile(dataSource, kind, { name: kind, stream: createReadStream(`data/${kind}.csv`) });
    await importData('councils');
    expect(await importData('published-figures')).toMatchObject({ rows: 12, created: 12 });
    const before = await dumpTables(dataSource);
    expect(await importData('published-figures')).toMatchObject({ created: 0, same: 12 });
    expect(await dumpTables(dataSource)).toEqual(before);
  });

  it('counts a row as changed when only its compliance is', async () => {
    await importFigures('E07000002,2020,,,4,,1,25,,,,,');
    expect(await importFigures('E07000002,2020,,,4,,1,25,2,100,,,')).toMatchObject({ changed: 1 });
    expect(await remembered()).toMatchObject([{ compliance_rate: 100 }]);
  });
});

describe('the published-figures import misused', () => {
  it.each([
    ['E07000002,2020,,,4,,5,,,,,,', 'line 2, upheld: expected at most investigated (4), but got 5'],
    [
      'E07000002,2020,,3,4,,1,,,,,,',
      'line 2, investigated: expected at most decided (3), but got 4',
    ],
    [
      'E07000002,2020,,,4,2,1,,,,,,',
      'line 2, investigated: expected upheld and not_upheld together (3), but got 4',
    ],
    [
      'E07000002,2020,,,4,,1,,,,2,,',
      'line 2, satisfactory_remedies: expected at most upheld (1), but got 2',
    ],
    [
      'E07000002,2020,,,4,,1,25%,,,,,',
      'line 2, uphold_pct: expected a whole percentage from 0 to 100, without a sign, or nothing, but got "25%" (leave the sign out)',
    ],
    [
      'E07000002,2019-20,,,4,,1,25,,,,,',
      'line 2, year_ending: expected a year ending such as 2020, but got "2019-20" (write the year in which it ends alone)',
    ],
    [
      'E07000099,2020,,,4,,1,25,,,,,',
      'line 2, gss_code: expected the code of a council that was imported before, but got "E07000099"',
    ],
  ])('refuses %s', async (row, message) => {
    expect(await refusal(importFigures(row))).toEqual([message]);
    expect(await remembered()).toEqual([]);
  });
});

describe('the published-averages import', () => {
  it('gives each subgraph its part', async () => {
    await importAverages('County,2023,80,100,6,3.4');
    expect(await dataSource.query('SELECT * FROM published_average')).toEqual([
      {
        type: 'COUNTY',
        year_ending: 2023,
        uphold_percent: 80,
        satisfactory_remedy_percent: 6,
        upheld_per_100k: 3.4,
        source_note: null,
      },
    ]);
    expect(await dataSource.query('SELECT * FROM published_compliance_average')).toEqual([
      { type: 'COUNTY', year_ending: 2023, percent: 100 },
    ]);
  });

  it('replaces what was corrected', async () => {
    await importAverages('COUNTY,2023,80,100,6,3.4', 'DISTRICT,2023,59,,,');
    expect(await importAverages('COUNTY,2023,80,99,6,3.4', 'DISTRICT,2023,59,,,')).toMatchObject({
      changed: 1,
      same: 1,
    });
  });

  it('refuses a type that is not one', async () => {
    expect(await refusal(importAverages('London (region),2020,70,,,'))).toEqual([
      'line 2, type: expected one of COUNTY, DISTRICT, METROPOLITAN, UNITARY, LONDON_BOROUGH, but got "London (region)"',
    ]);
  });
});
