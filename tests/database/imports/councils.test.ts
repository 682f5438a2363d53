import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { openTestDatabase } from '../../open-test-database.ts';
import {
  councilsHeader,
  decisionsHeader,
  dumpTables,
  importLines,
  refusal,
} from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
});
afterEach(() => dataSource.destroy());

const county = 'E10000001,anders,Anders County Council,Anders,COUNTY,South East,100000,51,0,,,,';
const district =
  'E07000002,bex,Bex District Council,Bex,DISTRICT,South East,50000,51.5,0.5,E10000001,,2020-03-31,E06000003';
const successor =
  'E06000003,anders-council,Anders Council,Anders,UNITARY,South East,150000,51,0,,2020-04-01,,';

describe('the councils import', () => {
  it('takes in the 343 councils of 2020 and their 7 successors', async () => {
    const stream = createReadStream('data/councils.csv');
    expect(await importFile(dataSource, 'councils', { name: 'councils.csv', stream })).toEqual({
      kind: 'councils',
      rows: 350,
      created: 350,
      changed: 0,
      same: 0,
      removed: 0,
    });
    expect(
      await dataSource.query(
        "SELECT type, COUNT(*) AS councils FROM council WHERE COALESCE(start_date, '') < '2020-04-01' GROUP BY type ORDER BY type",
      ),
    ).toEqual([
      { type: 'COUNTY', councils: 26 },
      { type: 'DISTRICT', councils: 192 },
      { type: 'LONDON_BOROUGH', councils: 33 },
      { type: 'METROPOLITAN', councils: 36 },
      { type: 'UNITARY', councils: 56 },
    ]);
    expect(
      await dataSource.query(
        "SELECT successor_code FROM council_successor WHERE predecessor_code = 'E10000021' ORDER BY 1",
      ),
    ).toEqual([{ successor_code: 'E06000061' }, { successor_code: 'E06000062' }]);
    expect(
      await dataSource.query(
        "SELECT slug, name, county_gss_code AS county FROM council WHERE gss_code = 'E07000107'",
      ),
    ).toEqual([{ slug: 'dartford', name: 'Dartford Borough Council', county: 'E10000016' }]);
  });

  it('finds the same 343 councils of data/councils.csv the same when they come again', async () => {
    const text = await readFile('data/councils.csv', 'utf8');
    await importLines(dataSource, 'councils', text.trimEnd());
    const before = await dumpTables(dataSource);
    expect(await importLines(dataSource, 'councils', text.trimEnd())).toMatchObject({
      created: 0,
      changed: 0,
      same: 350,
    });
    expect(await dumpTables(dataSource)).toEqual(before);
  });

  it('lets rows name each other in any order', async () => {
    await importLines(dataSource, 'councils', councilsHeader, district, successor, county);
    expect(await dataSource.query('SELECT * FROM council_successor')).toEqual([
      { predecessor_code: 'E07000002', successor_code: 'E06000003' },
    ]);
  });

  it('tells the decisions subgraph what to remember', async () => {
    await importLines(dataSource, 'councils', councilsHeader, county, district, successor);
    expect(await dataSource.query('SELECT * FROM decision_council ORDER BY 1 LIMIT 2')).toEqual([
      {
        gss_code: 'E06000003',
        type: 'UNITARY',
        population: 150000,
        region: 'South East',
        start_date: '2020-04-01',
        end_date: null,
      },
      {
        gss_code: 'E07000002',
        type: 'DISTRICT',
        population: 50000,
        region: 'South East',
        start_date: null,
        end_date: '2020-03-31',
      },
    ]);
  });

  it('counts a council as changed when only its successors do', async () => {
    const rows = [county, district, successor];
    await importLines(dataSource, 'councils', councilsHeader, ...rows);
    expect(
      await importLines(
        dataSource,
        'councils',
        councilsHeader,
        county,
        district.replace('2020-03-31,E06000003', ','),
        successor,
      ),
    ).toMatchObject({ changed: 1, same: 2 });
    expect(await dataSource.query('SELECT * FROM council_successor')).toEqual([]);
  });

  it('passes a slug from one council to another, and letters follow', async () => {
    await importLines(dataSource, 'councils', councilsHeader, county, successor);
    await dataSource.query(
      `INSERT INTO letter (id, report, gss_code, council_slug, year_ending, state, sample)
       VALUES ('l', 'annual-letter', 'E10000001', 'anders', 2020, 'DRAFT', false)`,
    );
    await importLines(
      dataSource,
      'councils',
      councilsHeader,
      county.replace('anders', 'anders-county'),
      successor.replace('anders-council', 'anders'),
    );
    expect(await dataSource.query('SELECT gss_code, slug FROM council ORDER BY 1')).toEqual([
      { gss_code: 'E06000003', slug: 'anders' },
      { gss_code: 'E10000001', slug: 'anders-county' },
    ]);
    expect(await dataSource.query('SELECT council_slug FROM letter')).toEqual([
      { council_slug: 'anders-county' },
    ]);
  });

  it('works figures for each 100,000 people out again when a population is corrected', async () => {
    await importLines(dataSource, 'councils', councilsHeader, county);
    await importLines(
      dataSource,
      'decisions',
      decisionsHeader,
      '19 000 001,E10000001,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,',
    );
    const perHundredThousand = () => dataSource.query('SELECT upheld_per_100k FROM council_figure');
    expect(await perHundredThousand()).toEqual([{ upheld_per_100k: 1 }]);
    await importLines(
      dataSource,
      'councils',
      councilsHeader,
      county.replace(',100000,', ',200000,'),
    );
    expect(await perHundredThousand()).toEqual([{ upheld_per_100k: 0.5 }]);
  });
});

describe('the councils import misused', () => {
  it.each([
    [
      'a slug that another row has',
      [county, successor.replace('anders-council', 'anders')],
      'line 3, slug: expected a slug of its own, but got "anders", which E10000001 has',
    ],
    [
      'a county that is not known',
      [district.replace('E06000003', '').replace('2020-03-31', '')],
      'line 2, county_gss_code: expected the code of a county council, but got "E10000001"',
    ],
    [
      'a county that is a district',
      [county, district.replace('E10000001', 'E07000002'), successor],
      'line 3, county_gss_code: expected the code of a county council, but got "E07000002"',
    ],
    [
      'a successor that is not known',
      [county, district],
      'line 3, replaced_by: expected codes of known councils, but got "E06000003"',
    ],
    [
      'a successor of a council that goes on',
      [county, district.replace('2020-03-31', ''), successor],
      'line 3, end_date: expected a date, since replaced_by names a successor, but got nothing',
    ],
    [
      'a council that succeeds itself',
      [county, district.replace('E06000003', 'E07000002')],
      'line 3, replaced_by: expected other councils, but got the council itself',
    ],
    [
      'an end before the start',
      [successor.replace('2020-04-01,', '2020-04-01,2019-04-01')],
      'line 2, end_date: expected a date on or after start_date (2020-04-01), but got 2019-04-01',
    ],
    [
      'latitude and longitude swapped',
      [county.replace('51,0', '0,51')],
      'line 2, lat: expected a number from 49 to 56, or nothing, but got "0"',
    ],
    [
      'a region that is not one',
      [county.replace('South East', 'Wessex')],
      'line 2, region: expected one of East Midlands, East of England, London, North East, North West, South East, South West, West Midlands, Yorkshire and The Humber, but got "Wessex"',
    ],
    [
      'a slug with capitals',
      [county.replace('anders', 'Anders')],
      'line 2, slug: expected lower-case letters, digits and single dashes, such as dartford, but got "Anders"',
    ],
    [
      'a code of Wales',
      [county.replace('E10000001', 'W06000001')],
      'line 2, gss_code: expected an ONS code such as E07000107, but got "W06000001" (a code of Wales, Scotland or Northern Ireland)',
    ],
  ])('refuses %s', async (_what, rows, message) => {
    const messages = await refusal(importLines(dataSource, 'councils', councilsHeader, ...rows));
    expect(messages[0]).toBe(message);
    expect(await dataSource.query('SELECT * FROM council')).toEqual([]);
  });

  it('refuses a slug that a council in the database has', async () => {
    await importLines(dataSource, 'councils', councilsHeader, county);
    expect(
      await refusal(
        importLines(
          dataSource,
          'councils',
          councilsHeader,
          successor.replace('anders-council', 'anders'),
        ),
      ),
    ).toEqual(['line 2, slug: expected a slug of its own, but got "anders", which E10000001 has']);
  });
});
