import { setTimeout as pause } from 'node:timers/promises';
import { strFromU8, unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { exportKinds } from '../../../src/database/exports/export-kinds.ts';
import { exportRows } from '../../../src/database/exports/export-rows.ts';
import type { TableColumn, TableRow } from '../../../src/database/exports/table.ts';
import { writeCsv } from '../../../src/database/exports/write-csv.ts';
import { writeXlsx } from '../../../src/database/exports/write-xlsx.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { sampleDatabasePath } from '../../open-sample-database.ts';
import { collect } from './collect.ts';

const columns: TableColumn[] = [
  { name: 'name', type: 'text', description: '' },
  { name: 'count', type: 'whole', description: '' },
  { name: 'share', type: 'decimal', description: '' },
  { name: 'on', type: 'date', description: '' },
  { name: 'sample', type: 'boolean', description: '' },
];

async function* portions(...all: TableRow[][]) {
  yield* all;
}

/** Counts statements that read the table. */
async function openCounted() {
  const statements: string[] = [];
  const logQuery = (sql: string) => statements.push(sql);
  const ignore = () => {};
  const dataSource = await openDatabase({
    url: `sqlite:${sampleDatabasePath()}`,
    readOnly: true,
    logging: {
      logQuery,
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    },
  });
  return { dataSource, reads: () => statements.filter((sql) => / FROM decision\b/.test(sql)) };
}

describe('an export of many rows', () => {
  it('reads a page only when the one before was taken, each by key', async () => {
    const { dataSource, reads } = await openCounted();
    const rows = exportRows(dataSource, exportKinds.decisions);
    for (const taken of [1, 2, 3]) {
      expect((await rows.next()).value).toHaveLength(1000);
      expect(reads()).toHaveLength(taken);
    }
    expect(reads()[2]).toContain('WHERE (reference) > (?) ORDER BY reference LIMIT 1000');
    await rows.return(undefined);
    expect(reads()).toHaveLength(3);
    await dataSource.destroy();
  });

  it('stops at the page in hand when it is told to, and lets go of its transaction', async () => {
    const { dataSource, reads } = await openCounted();
    const stop = new AbortController();
    const rows = exportRows(dataSource, exportKinds.decisions, { signal: stop.signal });
    await rows.next();
    stop.abort(new Error('enough'));
    await expect(rows.next()).rejects.toThrow('enough');
    expect(reads().length).toBeLessThan(3);
    await expect(dataSource.query('BEGIN')).resolves.toBeDefined();
    await dataSource.destroy();
  });

  it('says how far it is', async () => {
    const { dataSource } = await openCounted();
    const seen: { rows: number; total: number }[] = [];
    await collect(
      writeCsv(
        exportKinds.decisions.columns,
        exportRows(dataSource, exportKinds.decisions, { onProgress: (done) => seen.push(done) }),
      ),
    );
    const last = seen.at(-1);
    expect(last?.rows).toBe(last?.total);
    expect(last?.rows).toBeGreaterThan(80_000);
    await dataSource.destroy();
  });

  it.each(['csv', 'xlsx'] as const)(
    'holds no more of a long table than of a short one: %s',
    async (format) => {
      const page: TableRow[] = Array.from({ length: 1000 }, (_one, at) => [
        `row ${at}`,
        at,
        at / 7,
        '2020-03-31',
        false,
      ]);
      const pages = Number(process.env.REDRESS_EXPORT_PAGES ?? 150);
      async function* many() {
        for (let at = 0; at < pages; at += 1) {
          yield page;
          if (at % 16 === 0) await pause();
        }
      }
      const before = process.memoryUsage().arrayBuffers;
      let peak = 0;
      let bytes = 0;
      const pieces =
        format === 'csv' ? writeCsv(columns, many()) : writeXlsx(columns, many(), { name: 'many' });
      for await (const piece of pieces) {
        bytes += piece.length;
        peak = Math.max(peak, piece.length);
      }
      expect(bytes).toBeGreaterThan(pages * 1000 * 5);
      // One page makes one piece, and a piece of the last page is as long as one of the first.
      expect(peak).toBeLessThan(200_000);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(256 * 2 ** 20);
    },
  );
});

describe('writeCsv', () => {
  it('writes numbers, dates and booleans bare, text in quotation marks where it must, nothing for null', async () => {
    const rows: TableRow[] = [
      ['a, "b"', 0, 0.0000001, '2020-03-31', true],
      [null, null, -1.5, null, false],
      ['=1', 12, 1e6, null, null],
    ];
    expect((await collect(writeCsv(columns, portions(rows)))).toString()).toBe(
      'name,count,share,on,sample\r\n"a, ""b""",0,0.0000001,2020-03-31,true\r\n,,-1.5,,false\r\n' +
        "'=1,12,1000000,,\r\n",
    );
  });

  it('writes a header where there are no rows', async () => {
    expect(String(await collect(writeCsv(columns, portions())))).toBe(
      'name,count,share,on,sample\r\n',
    );
  });
});

describe('writeXlsx', () => {
  const rows: TableRow[] = [
    ['x', 0, 0.5, '2020-03-31', true],
    ['=1+1', 7, null, '1974-04-01', false],
    [null, null, null, null, null],
    ['last', 9, null, null, null],
  ];

  it('keeps numbers, dates and booleans what they are', async () => {
    const sheet = await readSheet(await collect(writeXlsx(columns, portions(rows), { name: 'n' })));
    expect(sheet).toEqual([
      ['name', 'count', 'share', 'on', 'sample'],
      ['x', 0, 0.5, new Date('2020-03-31'), true],
      ['=1+1', 7, null, new Date('1974-04-01'), false],
      [null, null, null, null, null],
      ['last', 9, null, null, null],
    ]);
  });

  it('goes on to a further sheet under the same header when one is full', async () => {
    const workbook = await collect(
      writeXlsx(columns, portions(rows.slice(0, 3), rows.slice(3)), { name: 'n', rowsPerSheet: 3 }),
    );
    const first = await readSheet(workbook, 'n');
    const second = await readSheet(workbook, 'n (2)');
    expect(first).toHaveLength(3);
    expect(second[0]).toEqual(first[0]);
    expect(second.at(-1)).toEqual(['last', 9, null, null, null]);
    expect(strFromU8(unzipSync(workbook)['[Content_Types].xml'] ?? new Uint8Array())).toContain(
      '/xl/worksheets/sheet2.xml',
    );
  });

  it('freezes the header, writes it bold, and gives the same bytes again', async () => {
    const make = () => collect(writeXlsx(columns, portions(rows), { name: 'n' }));
    const workbook = await make();
    const sheet = strFromU8(unzipSync(workbook)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('state="frozen"');
    expect(sheet).toContain('<c r="A1" s="1" t="inlineStr">');
    expect((await make()).equals(workbook)).toBe(true);
  });
});
