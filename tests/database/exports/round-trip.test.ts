import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportKinds } from '../../../src/database/exports/export-kinds.ts';
import { exportRows } from '../../../src/database/exports/export-rows.ts';
import { writeCsv } from '../../../src/database/exports/write-csv.ts';
import { writeXlsx } from '../../../src/database/exports/write-xlsx.ts';
import { importKindNames, importKinds } from '../../../src/database/imports/import-kinds.ts';
import { openSampleDatabase, type SampleDatabase } from '../../open-sample-database.ts';
import {
  dumpTables,
  importText,
  importTwoCouncils,
  openMemoryDatabase,
} from '../memory-database.ts';
import { collect } from './collect.ts';

type Kind = (typeof importKindNames)[number];

const toCsv = (dataSource: DataSource, kind: Kind) =>
  collect(writeCsv(exportKinds[kind].columns, exportRows(dataSource, exportKinds[kind])));

describe('the kinds of export', () => {
  it.each(importKindNames)('have the columns of the import of %s, in its order', (kind) => {
    expect(exportKinds[kind].columns.map(({ name }) => name)).toEqual(importKinds[kind].columns);
  });
});

describe('an export of the sample dataset', () => {
  let sample: SampleDatabase;
  beforeAll(async () => {
    sample = await openSampleDatabase({ writable: true });
  });
  afterAll(() => sample.close());

  it.each(importKindNames)('of %s imports again unchanged', async (kind) => {
    const csv = await toCsv(sample.dataSource, kind);
    const result = await importText(sample.dataSource, kind, csv);
    expect(result).toMatchObject({ created: 0, changed: 0, removed: 0, same: result.rows });
    expect(result.rows).toBeGreaterThan(2);
  });

  it('fills an empty database with the same rows, which export to the same bytes', async () => {
    const copy = await openMemoryDatabase();
    // Decisions are many; the other kinds show the same of every column type but theirs, which hostile text shows.
    for (const kind of [
      'councils',
      'officers',
      'published-figures',
      'published-averages',
      'courses',
      'seminars',
    ] as const) {
      const csv = await toCsv(sample.dataSource, kind);
      await importText(copy, kind, csv);
      expect((await toCsv(copy, kind)).equals(csv), kind).toBe(true);
    }
    await copy.destroy();
  });

  it('gives a workbook with the same cells', async () => {
    const kind = exportKinds['published-figures'];
    const workbook = await collect(
      writeXlsx(kind.columns, exportRows(sample.dataSource, kind), { name: 'published-figures' }),
    );
    const rows = await readSheet(workbook);
    const expected: unknown[] = [];
    for await (const page of exportRows(sample.dataSource, kind)) expected.push(...page);
    expect(rows[0]).toEqual(kind.columns.map(({ name }) => name));
    expect(rows.slice(1)).toEqual(expected);
  });
});

const hostileTexts = [
  '=HYPERLINK("http://example.org","x")',
  '+44 20 7946 0000',
  '-1',
  '@SUM(A1:A9)',
  "'=1+1",
  "''@x",
  "'tis",
  '＝1+1',
  'a "quoted" word, and a comma; a semicolon',
  'two\nlines',
  'two\r\nlines\r\nand a third\rand a fourth',
  'tab\tbed',
  'inside a\ufeff mark',
  'ŵ 漢字 👩🏽‍⚖️ abc',
  '<b>&amp;</b>',
  '_x000D_',
  '2020-03-31',
  '00123',
  'TRUE',
  '1E5',
  '""',
];

describe('hostile text', () => {
  let dataSource: DataSource;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-export-'));
    dataSource = await openMemoryDatabase();
    await importTwoCouncils(dataSource);
    for (const [at, text] of hostileTexts.entries()) {
      const reference = `19 000 ${String(at).padStart(3, '0')}`;
      await dataSource.query(
        'INSERT INTO decision (reference, gss_code, council_type, received_on, decided_on, received_year, decided_year, subject, category, subcategory, outcome, satisfactory_remedy, public_report, summary, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
          reference,
          'E07000002',
          'DISTRICT',
          '2019-05-01',
          '2019-06-01',
          2020,
          2020,
          'HOUSING',
          text,
          text,
          'UPHELD',
          false,
          false,
          text,
          false,
        ],
      );
      await dataSource.query(
        'INSERT INTO recommendation (decision_reference, number, gss_code, council_type, kind, remedy, text, due_on, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
          reference,
          1,
          'E07000002',
          'DISTRICT',
          'SERVICE_IMPROVEMENT',
          text,
          text,
          '2019-07-01',
          false,
        ],
      );
      await dataSource.query(
        'INSERT INTO officer (id, gss_code, position, name, salutation, office, email) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [`E07000002-${at + 1}`, 'E07000002', at + 1, text, text, text, `o${at}@example.org`],
      );
      await dataSource.query(
        'INSERT INTO published_average (type, year_ending, source_note) VALUES (?, ?, ?)',
        ['COUNTY', 2000 + at, text],
      );
      await dataSource.query(
        'INSERT INTO published_compliance_average (type, year_ending, percent) VALUES (?, ?, ?)',
        ['COUNTY', 2000 + at, null],
      );
    }
  });
  afterAll(async () => {
    await dataSource.destroy();
    await rm(folder, { recursive: true });
  });

  it.each(['decisions', 'recommendations', 'officers', 'published-averages'] as const)(
    'in %s imports again unchanged and exports again to the same bytes',
    async (kind) => {
      const csv = await toCsv(dataSource, kind);
      const before = await dumpTables(dataSource);
      expect(await importText(dataSource, kind, csv)).toMatchObject({
        rows: hostileTexts.length,
        same: hostileTexts.length,
        removed: 0,
      });
      expect(await dumpTables(dataSource)).toEqual(before);
      expect((await toCsv(dataSource, kind)).equals(csv)).toBe(true);
    },
  );

  it('survives being saved with a byte order mark', async () => {
    const csv = Buffer.concat([Buffer.from('\ufeff'), await toCsv(dataSource, 'decisions')]);
    expect(await importText(dataSource, 'decisions', csv)).toMatchObject({
      same: hostileTexts.length,
    });
  });

  it('stays text in a workbook, with nothing that is a formula', async () => {
    const kind = exportKinds.officers;
    const workbook = await collect(
      writeXlsx(kind.columns, exportRows(dataSource, kind), { name: 'officers' }),
    );
    const path = join(folder, 'officers.xlsx');
    await writeFile(path, workbook);
    const rows = await readSheet(path, { trim: false });
    const names = rows.slice(1).map((row) => row[1]);
    expect(names).toEqual(hostileTexts);
    const sheet = strFromU8(unzipSync(workbook)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).not.toContain('<f');
    expect(sheet.match(/t="inlineStr"/g)?.length).toBe(5 + 5 * hostileTexts.length);
  });
});
