import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialectOf } from '../../../src/database/dialect.ts';
import { ImportError } from '../../../src/database/imports/import-error.ts';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { openTestDatabase } from '../../open-test-database.ts';
import {
  decisionsHeader,
  dumpTables,
  importLines,
  importText,
  importTwoCouncils,
  refusal,
} from '../memory-database.ts';

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openTestDatabase();
  await importTwoCouncils(dataSource);
});
afterEach(() => dataSource.destroy());

const upheld =
  '19 000 001,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,Allocations,UPHELD,no,no,A summary';
const open = '19 000 002,E07000002,2020-03-01,,HOUSING,Housing,,,,,';

describe('importFile', () => {
  it('says how many rows are new, changed and the same', async () => {
    expect(await importLines(dataSource, 'decisions', decisionsHeader, upheld, open)).toEqual({
      kind: 'decisions',
      rows: 2,
      created: 2,
      changed: 0,
      same: 0,
      removed: 0,
    });
    const corrected = upheld.replace('UPHELD', 'NOT_UPHELD');
    expect(await importLines(dataSource, 'decisions', decisionsHeader, corrected, open)).toEqual({
      kind: 'decisions',
      rows: 2,
      created: 0,
      changed: 1,
      same: 1,
      removed: 0,
    });
  });

  it('changes nothing when the same file comes again', async () => {
    await importLines(dataSource, 'decisions', decisionsHeader, upheld, open);
    const before = await dumpTables(dataSource);
    const again = await importLines(dataSource, 'decisions', decisionsHeader, upheld, open);
    expect(again).toMatchObject({ created: 0, changed: 0, same: 2 });
    expect(await dumpTables(dataSource)).toEqual(before);
  });

  it('takes a byte order mark, CRLF, empty lines and columns in any order', async () => {
    const columns = decisionsHeader.split(',').toReversed();
    const cells = upheld.split(',').toReversed();
    const text = `\ufeff${columns.join(',').toUpperCase()}\r\n\r\n${cells.join(' , ')}\r\n\r\n`;
    expect(await importText(dataSource, 'decisions', text)).toMatchObject({ created: 1 });
    expect(await dataSource.query('SELECT reference, outcome FROM decision')).toEqual([
      { reference: '19 000 001', outcome: 'UPHELD' },
    ]);
  });

  it('gives the line on which a row begins, whatever line breaks stand in its cells', async () => {
    const long = upheld.replace('A summary', '"First\r\nsecond\r\n\r\nfourth"');
    expect(
      await refusal(
        importText(
          dataSource,
          'decisions',
          `${decisionsHeader}\r\n${long}\r\n${open.replace('2020-03-01', '1.3.2020')}\r\n`,
        ),
      ),
    ).toEqual([
      'line 6, received_on: expected a date such as 2019-04-01, but got "1.3.2020" (day, month and year as Excel shows them: format the column as yyyy-mm-dd)',
    ]);
  });

  it('reads a file in whatever pieces it comes, also in the middle of a character', async () => {
    const bytes = Buffer.from(
      `${decisionsHeader}\n${upheld.replace('A summary', '"Zoë’s “café”, 👍"')}\n`,
    );
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    await importFile(dataSource, 'decisions', { name: 'test.csv', stream: pieces });
    expect(await dataSource.query('SELECT summary FROM decision')).toEqual([
      { summary: 'Zoë’s “café”, 👍' },
    ]);
  });

  it('tells how many rows and bytes it has read', async () => {
    const seen: { file: string; rows: number; bytes: number }[] = [];
    const text = `${decisionsHeader}\n${upheld}\n`;
    await importFile(
      dataSource,
      'decisions',
      { name: 'test.csv', stream: [Buffer.from(text), Buffer.from(`${open}\n`)] },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen.at(-1)).toEqual({
      file: 'test.csv',
      rows: 2,
      bytes: text.length + open.length + 1,
    });
  });

  it('reports every mistake of a file and writes nothing of it', async () => {
    const before = await dumpTables(dataSource);
    const messages = await refusal(
      importLines(
        dataSource,
        'decisions',
        decisionsHeader,
        upheld,
        open.replace('E07000002', 'E07000099'),
        open.replace('19 000 002', '19-000 003'),
        open.replace('HOUSING', 'HOUSES').replace('2020-03-01', '2020-02-30'),
        `${open},extra`,
      ),
    );
    expect(messages).toEqual([
      'line 3, gss_code: expected the code of a council that was imported before, but got "E07000099"',
      'line 4, reference: expected a reference such as 19 007 429, but got "19-000 003" (spaces or dashes, not both)',
      'line 5, received_on: expected a date such as 2019-04-01, but got "2020-02-30" (the calendar has no such day)',
      'line 5, subject: expected one of ADULT_CARE_SERVICES, BENEFITS_AND_TAX, CORPORATE_AND_OTHER_SERVICES, EDUCATION_AND_CHILDRENS_SERVICES, ENVIRONMENTAL_SERVICES, HIGHWAYS_AND_TRANSPORT, HOUSING, PLANNING_AND_DEVELOPMENT, OTHER, but got "HOUSES"',
      'line 6: expected 11 columns, as in the header, but got 12',
    ]);
    expect(await dumpTables(dataSource)).toEqual(before);
  });

  it('writes nothing when only the last of many rows is wrong', async () => {
    const before = await dumpTables(dataSource);
    const rows = Array.from({ length: 5000 }, (_, at) =>
      upheld.replace('19 000 001', `19 ${String(100_000 + at).replace(/(\d{3})$/, ' $1')}`),
    );
    const messages = await refusal(
      importLines(dataSource, 'decisions', decisionsHeader, ...rows, `${open},extra`),
    );
    expect(messages).toEqual(['line 5002: expected 11 columns, as in the header, but got 12']);
    expect(await dumpTables(dataSource)).toEqual(before);
    expect(
      await dialectOf(dataSource).readIndexes(dataSource.createQueryRunner(), 'decision'),
    ).toContainEqual(expect.objectContaining({ name: 'decision_decided' }));
  });

  it('lists a hundred mistakes and counts the others', async () => {
    const error = await importLines(
      dataSource,
      'decisions',
      decisionsHeader,
      ...Array.from({ length: 200 }, () => 'x'),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImportError);
    expect(error).toMatchObject({
      code: 'IMPORT_REFUSED',
      kind: 'decisions',
      total: 200,
      more: false,
    });
    expect(error instanceof ImportError && error.problems).toHaveLength(100);
    expect(error instanceof ImportError && error.message.split('\n')).toEqual([
      '[import:decisions] test.csv: expected a file without mistakes, but got 200 mistakes; nothing was written. Correct them and import the file again.',
      ...Array.from(
        { length: 10 },
        (_, at) => `line ${at + 2}: expected 11 columns, as in the header, but got 1`,
      ),
      'and 190 others',
    ]);
  });
});

describe('importFile misused', () => {
  const columns = decisionsHeader.replaceAll(',', ', ');

  it.each([
    ['an empty file', '', 'line 1: expected a header row, but got an empty file'],
    [
      'semicolons',
      decisionsHeader.replaceAll(',', ';'),
      'line 1: expected commas between the columns, but got semicolons (in Excel: Save As, “CSV UTF-8 (Comma delimited)”, with the list separator set to a comma)',
    ],
    [
      'tabs',
      decisionsHeader.replaceAll(',', '\t'),
      'line 1: expected commas between the columns, but got tabs (in Excel: Save As, “CSV UTF-8 (Comma delimited)”, with the list separator set to a comma)',
    ],
    [
      'a column that is missing',
      decisionsHeader.replace('outcome,', ''),
      'line 1, outcome: expected a column of this name, but got none',
    ],
    [
      'a column that is not known',
      `${decisionsHeader},colour`,
      `line 1, colour: expected columns named ${columns}, sample, but got "colour"`,
    ],
    [
      'a column without a name',
      `${decisionsHeader},`,
      `line 1: expected columns named ${columns}, sample, but got column 12 without a name`,
    ],
    [
      'a column twice',
      `${decisionsHeader},subject`,
      'line 1, subject: expected each column once, but got "subject" again as column 12',
    ],
    [
      'a row twice',
      `${decisionsHeader}\n${open}\n${open}`,
      'line 3, reference: expected each row once, but got "19 000 002" again, first on line 2',
    ],
    [
      'a quotation mark that is never closed',
      `${decisionsHeader}\n${upheld}\n19 000 009,"E07`,
      'line 3, gss_code: expected every quotation mark to be closed, but got the end of the file inside one',
    ],
    [
      'a quotation mark in the middle',
      `${decisionsHeader}\n${open.replace('Housing', 'Hou"sing')}`,
      'line 2, category: expected quotation marks around the whole cell, and those inside it doubled, but got one in the middle of a cell',
    ],
    [
      'text after a quotation mark',
      `${decisionsHeader}\n${open.replace('Housing', '"Housing"x')}`,
      'line 2, category: expected a comma or the end of the line after a closing quotation mark, but got something else',
    ],
    [
      'a row of more than a megabyte',
      `${decisionsHeader}\n"${'x'.repeat(1_100_000)}`,
      'line 2, reference: expected a row of at most 1 MB, but got a longer one, as when a quotation mark is not closed',
    ],
  ])('refuses %s', async (_what, text, message) => {
    expect(await refusal(importText(dataSource, 'decisions', text))).toEqual([message]);
  });

  it.each([
    [
      'Windows-1252',
      Buffer.from(`${decisionsHeader}\n${open.replace('Housing', 'Caf\u00e9')}`, 'latin1'),
      'line 2: expected UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”), but got the byte 0xE9, which is "é" in Windows-1252',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${decisionsHeader}`, 'utf16le'),
      'line 1: expected UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”), but got UTF-16',
    ],
    [
      'a file that ends inside a character',
      Buffer.concat([Buffer.from(`${decisionsHeader}\n`), Buffer.from([0xe2, 0x80])]),
      'line 2: expected UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”), but got the byte 0xE2, which is "â" in Windows-1252',
    ],
    [
      'an Excel workbook',
      Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00]),
      'line 1: expected UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”), but got an Excel workbook (.xlsx) or another ZIP archive',
    ],
  ])('refuses %s', async (_what, bytes, message) => {
    expect(await refusal(importText(dataSource, 'decisions', bytes))).toEqual([message]);
  });

  it('gives back a failure to read the file, and writes nothing', async () => {
    const before = await dumpTables(dataSource);
    async function* brokenStream() {
      yield Buffer.from(`${decisionsHeader}\n${upheld}\n`);
      throw new Error('the disk went away');
    }
    await expect(
      importFile(dataSource, 'decisions', { name: 'test.csv', stream: brokenStream() }),
    ).rejects.toThrow('the disk went away');
    expect(await dumpTables(dataSource)).toEqual(before);
  });
});
