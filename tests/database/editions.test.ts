import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../../src/database/data-folder.ts';
import { parseEdition, readEditions } from '../../src/database/editions/read-editions.ts';
import { writeEditions } from '../../src/database/editions/write-editions.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { Edition } from '../../src/schema/reports/edition.entity.ts';
import { openTestDatabase } from '../open-test-database.ts';
import { dumpTables } from './memory-database.ts';

const folder = join(dataFolder, 'editions');
const editions = await readEditions(folder);
const find = (yearEnding: number) => editions.find((edition) => edition.yearEnding === yearEnding);

describe('the editions of data/editions', () => {
  it('cover the years ending 2016 to 2025, named by their year', async () => {
    const years = Array.from({ length: 10 }, (_, at) => 2016 + at);
    expect(editions.map(({ yearEnding }) => yearEnding)).toEqual(years);
    for (const year of years) {
      const text = await readFile(join(folder, `${year}.json`), 'utf8');
      expect(parseEdition(`${year}.json`, text).yearEnding).toBe(year);
    }
  });

  it('give the dates and people of July 2020', () => {
    expect(find(2020)).toMatchObject({
      sample: false,
      letterDate: '2020-07-22',
      publicationDate: '2020-07-29',
      joint: true,
      signatory: {
        name: 'Michael King',
        offices: [
          'Local Government and Social Care Ombudsman',
          'Chair, Commission for Local Administration in England',
        ],
      },
    });
    expect(find(2020)?.opening.join(' ')).toContain('Covid-19');
  });

  it('name offices but no people in all other years, and say that they are samples', () => {
    const others = editions.filter(({ yearEnding }) => yearEnding !== 2020);
    expect(
      others.filter(({ sample, signatory }) => sample && signatory.name === null),
    ).toHaveLength(9);
  });

  it('become public a week after their date, in the summer after the year they are about', () => {
    for (const { yearEnding, letterDate, publicationDate } of editions) {
      const days = (Date.parse(publicationDate) - Date.parse(letterDate)) / 86_400_000;
      expect(days, String(yearEnding)).toBe(7);
      expect(letterDate.slice(0, 7)).toBe(`${yearEnding}-07`);
    }
  });

  it('have a note on figures in the break years 2021 and 2023 only', () => {
    const noted = editions.filter(({ figuresNote }) => figuresNote !== null);
    expect(noted.map(({ yearEnding }) => yearEnding)).toEqual([2021, 2023]);
  });

  it('are written as the reports subgraph reads them, and twice is once', async () => {
    const dataSource = await openTestDatabase();
    try {
      await inWriteTransaction(dataSource, ({ reports }) => writeEditions(reports, editions));
      const before = await dumpTables(dataSource);
      await inWriteTransaction(dataSource, ({ reports }) => writeEditions(reports, editions));
      expect(await dumpTables(dataSource)).toEqual(before);
      expect(await dataSource.getRepository(Edition).findOneBy({ yearEnding: 2020 })).toMatchObject(
        {
          senderAddress: [],
          joint: true,
          opening: find(2020)?.opening,
          signatoryName: 'Michael King',
          figuresNote: null,
          sample: false,
        },
      );
      const [comment] = await dataSource.query<{ text: string }[]>(
        "SELECT text FROM council_comment WHERE gss_code = 'E08000025' AND year_ending = 2020",
      );
      expect(comment?.text).toContain('waste collection');
    } finally {
      await dataSource.destroy();
    }
  });
});

describe('an edition misused', () => {
  it('is refused with every mistake and the place of each', async () => {
    const good: Record<string, unknown> = JSON.parse(
      await readFile(join(folder, '2020.json'), 'utf8'),
    );
    const bad = { ...good, letterDate: '2020-07-32', joint: 'yes', opening: [], colour: 'blue' };
    expect(() => parseEdition('2020.json', JSON.stringify(bad))).toThrowError(
      expect.objectContaining({
        code: 'EDITION_INVALID',
        message: [
          '[edition] 2020.json: expected an edition of the letters, but got 4 mistakes. See docs/data.md for what it says.',
          'letterDate: expected a date such as 2020-07-22',
          'joint: Invalid input: expected boolean, received string',
          'opening: Too small: expected array to have >=1 items',
          'the file: Unrecognized key: "colour"',
        ].join('\n'),
      }),
    );
  });

  it('is refused when it is not JSON', () => {
    expect(() => parseEdition('2020.json', 'year: 2020')).toThrowError(
      /^\[edition\] 2020\.json: expected an edition of the letters, but got 1 mistake\. See docs\/data\.md for what it says\.\nexpected JSON, but got text that is not/,
    );
  });
});
