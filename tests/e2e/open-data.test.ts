import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportKinds } from '../../src/database/exports/export-kinds.ts';
import { exportRows } from '../../src/database/exports/export-rows.ts';
import { writeCsv } from '../../src/database/exports/write-csv.ts';
import { subjects } from '../../src/schema/common/subject.enum.ts';
import { outcomes } from '../../src/schema/decisions/outcome.enum.ts';
import { openDataTables } from '../../src/web/open-data/tables.ts';
import { collect } from '../database/exports/collect.ts';
import { frictionlessProblems } from '../database/exports/frictionless.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${server.url}${path}`, { headers, method });

type Row = Record<string, string>;

async function readTable(path: string): Promise<Row[]> {
  const reply = await get(path);
  expect(reply.status).toBe(200);
  return parse(await reply.text(), { columns: true });
}

const half = (numerator: number, denominator: number) =>
  denominator === 0 ? '' : String(Math.floor((200 * numerator + denominator) / (2 * denominator)));

describe('the tables of a year of casework', () => {
  it('have one row for each council that has figures, each with a source', async () => {
    for (const { name } of openDataTables) {
      const rows = await readTable(`/data/2020/${name}.csv`);
      expect(rows.length).toBeGreaterThanOrEqual(339);
      expect(new Set(rows.map((row) => row.gss_code)).size).toBe(rows.length);
      expect(new Set(rows.map((row) => row.source))).toEqual(new Set(['CASEWORK', 'PUBLISHED']));
      expect(new Set(rows.map((row) => row.year_ending))).toEqual(new Set(['2020']));
      for (const row of rows) expect(row.sample).toBe(String(row.source === 'CASEWORK'));
    }
  });

  it('add up, and give every percentage with its working', async () => {
    const decided = await readTable('/data/2020/decided-by-outcome.csv');
    for (const row of decided.filter(({ source }) => source === 'CASEWORK')) {
      const sum = outcomes.reduce(
        (total, outcome) => total + Number(row[outcome.toLowerCase()]),
        0,
      );
      expect(sum).toBe(Number(row.decided));
      expect(Number(row.upheld) + Number(row.not_upheld)).toBe(Number(row.investigated));
      expect(row.uphold_pct).toBe(half(Number(row.upheld), Number(row.investigated)));
    }
    const received = await readTable('/data/2020/received-by-subject.csv');
    for (const row of received.filter(({ source }) => source === 'CASEWORK')) {
      const sum = subjects.reduce(
        (all, subject) => all + Number(row[`received_${subject.toLowerCase()}`]),
        0,
      );
      expect(sum).toBe(Number(row.received));
    }
    const compliance = await readTable('/data/2020/compliance-and-remedies.csv');
    for (const row of compliance.filter(({ source }) => source === 'CASEWORK')) {
      expect(Number(row.on_time) + Number(row.late)).toBe(Number(row.complied));
      expect(row.compliance_pct).toBe(half(Number(row.complied), Number(row.compliance_outcomes)));
      expect(row.satisfactory_remedy_pct).toBe(
        half(Number(row.satisfactory_remedies), Number(row.upheld)),
      );
    }
  });

  it('pool similar councils: the sum of their counts over the sum', async () => {
    const rows = await readTable('/data/2019/decided-by-outcome.csv');
    // Printed years are left out: their counts are not what is pooled.
    const counties = rows.filter(
      (row) => row.similar_type === 'COUNTY' && row.similar_source === 'CASEWORK',
    );
    const sum = (name: string) => counties.reduce((all, row) => all + Number(row[name]), 0);
    expect(counties.length).toBeGreaterThan(20);
    for (const row of counties) {
      expect(Number(row.similar_upheld)).toBe(sum('upheld'));
      expect(Number(row.similar_investigated)).toBe(sum('investigated'));
      expect(row.similar_uphold_pct).toBe(half(sum('upheld'), sum('investigated')));
    }
  });

  it('leave a cell empty where there is nothing to divide by, and say 0 where it is 0', async () => {
    const rows = await readTable('/data/2020/compliance-and-remedies.csv');
    const none = rows.filter((row) => row.source === 'CASEWORK' && row.upheld === '0');
    const zero = rows.filter((row) => Number(row.upheld) > 0 && row.satisfactory_remedies === '0');
    expect(none.length).toBeGreaterThan(0);
    expect(new Set(none.map((row) => row.satisfactory_remedy_pct))).toEqual(new Set(['']));
    expect(zero.length).toBeGreaterThan(0);
    expect(new Set(zero.map((row) => row.satisfactory_remedy_pct))).toEqual(new Set(['0']));
  });

  it('can be counted by hand from the exported decisions: Leeds, as docs/data.md has it', async () => {
    const kind = exportKinds.decisions;
    const csv = await collect(writeCsv(kind.columns, exportRows(server.database, kind)));
    const decisions: Row[] = parse(csv, { columns: true });
    const ofYear = decisions.filter(
      ({ gss_code, decided_on = '' }) =>
        gss_code === 'E08000035' && decided_on >= '2019-04-01' && decided_on <= '2020-03-31',
    );
    const upheld = ofYear.filter(({ outcome }) => outcome === 'UPHELD');
    const notUpheld = ofYear.filter(({ outcome }) => outcome === 'NOT_UPHELD');
    const satisfactory = upheld.filter(({ satisfactory_remedy }) => satisfactory_remedy === 'true');
    expect([upheld.length, notUpheld.length, satisfactory.length]).toEqual([41, 17, 2]);
    const [decided] = (await readTable('/data/2020/decided-by-outcome.csv')).filter(
      ({ gss_code }) => gss_code === 'E08000035',
    );
    expect(decided).toMatchObject({ upheld: '41', investigated: '58', uphold_pct: '71' });
    const [remedies] = (await readTable('/data/2020/compliance-and-remedies.csv')).filter(
      ({ gss_code }) => gss_code === 'E08000035',
    );
    expect(remedies).toMatchObject({ satisfactory_remedies: '2', satisfactory_remedy_pct: '5' });
  });

  it('say the same as the graph says of a council', async () => {
    const query =
      '{ council(slug: "dartford") { performance(yearEnding: 2020) { received upheld { numerator denominator percent } similar { upheld { percent } } } } }';
    const reply = await get(`/graphql?query=${encodeURIComponent(query)}`, {
      'apollo-require-preflight': '1',
    });
    const {
      data,
    }: {
      data: {
        council: {
          performance: {
            received: number;
            upheld: Record<string, number | null>;
            similar: { upheld: { percent: number } };
          };
        };
      };
    } = JSON.parse(await reply.text());
    const { performance } = data.council;
    const [row] = (await readTable('/data/2020/decided-by-outcome.csv')).filter(
      ({ gss_code }) => gss_code === 'E07000107',
    );
    expect(row).toMatchObject({
      upheld: String(performance.upheld.numerator),
      investigated: String(performance.upheld.denominator),
      uphold_pct: String(performance.upheld.percent ?? ''),
      similar_uphold_pct: String(performance.similar.upheld.percent),
    });
  });
});

describe('the tables of a printed year', () => {
  it('give Kent 2023 as it was printed, beside the printed average', async () => {
    const decided = await readTable('/data/2023/decided-by-outcome.csv');
    expect(decided.find(({ gss_code }) => gss_code === 'E10000016')).toMatchObject({
      source: 'PUBLISHED',
      sample: 'false',
      uphold_pct: '87',
      investigated: '61',
      upheld: '53',
      upheld_per_100k: '3.4',
      similar_type: 'COUNTY',
      similar_source: 'PUBLISHED',
      similar_uphold_pct: '80',
      similar_upheld: '',
      similar_upheld_per_100k: '3.4',
    });
    const compliance = await readTable('/data/2023/compliance-and-remedies.csv');
    expect(compliance.find(({ gss_code }) => gss_code === 'E10000016')).toMatchObject({
      compliance_outcomes: '51',
      compliance_pct: '100',
      satisfactory_remedies: '4',
      satisfactory_remedy_pct: '8',
      similar_compliance_pct: '100',
      similar_satisfactory_remedy_pct: '6',
    });
  });

  it('have rows for those councils only of which figures were printed', async () => {
    const rows = await readTable('/data/2024/decided-by-outcome.csv');
    expect(rows.length).toBeLessThan(20);
    expect(new Set(rows.map(({ source }) => source))).toEqual(new Set(['PUBLISHED']));
  });
});

describe('GET /data/{yearEnding}/{table}', () => {
  it('gives a workbook with the same cells, numbers as numbers', async () => {
    const csv = await readTable('/data/2020/decided-by-outcome.csv');
    const reply = await get('/data/2020/decided-by-outcome.xlsx');
    expect(reply.headers.get('content-type')).toContain('spreadsheetml.sheet');
    expect(reply.headers.get('content-disposition')).toBe(
      'attachment; filename="decided-by-outcome-2020.xlsx"',
    );
    const [header = [], ...rows] = await readSheet(Buffer.from(await reply.arrayBuffer()));
    expect(rows).toHaveLength(csv.length);
    for (const [at, row] of rows.entries()) {
      const cells = Object.fromEntries(header.map((name, place) => [String(name), row[place]]));
      expect(typeof cells.decided === 'number' || cells.source === 'PUBLISHED').toBe(true);
      expect(
        Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, String(cell ?? '')])),
      ).toEqual(csv[at]);
    }
  });

  it('answers 304 to who has it, and HEAD without a body', async () => {
    const path = '/data/2020/received-by-subject.csv';
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    const length = Buffer.byteLength(await first.text());
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    const head = await get(path, {}, 'HEAD');
    expect(head.headers.get('content-length')).toBe(String(length));
    expect(head.headers.get('etag')).toBe(etag);
    expect(await head.text()).toBe('');
  });

  it.each([
    '/data/2031/received-by-subject.csv',
    '/data/2020/officers.csv',
    '/data/2020/received-by-subject.pdf',
    '/data/next/datapackage.json',
    '/data/2020/constructor.csv',
  ])('says at %s what there is', async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const { errors }: { errors: { message: string; extensions: object }[] } = JSON.parse(
      await reply.text(),
    );
    expect(errors[0]?.extensions).toEqual({ code: 'OPEN_DATA_NOT_FOUND' });
    const [, year, file] = /^\/data\/(.*)\/(.*)$/.exec(path) ?? [];
    expect(errors[0]?.message).toMatch(
      /^\[data\] A year ending with figures \((\d{4}, )*2020, .*\) and one of received-by-subject\.csv, /,
    );
    expect(errors[0]?.message).toContain(`but got "${year}" and "${file}". See /data.`);
  });

  it('shows a browser a page', async () => {
    const missing = await get('/data/2031/received-by-subject.csv', { accept: 'text/html' });
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('>Table not found</h1>');
    const index = await get('/data', { accept: 'text/html' });
    expect(index.status).toBe(200);
    const page = await index.text();
    expect(page).toContain('href="/data/2020/decided-by-outcome.xlsx"');
    expect(page).toContain('href="/data/2023/datapackage.json"');
    expect(page).toContain('Sample data');
  });
});

describe('GET /data/{yearEnding}/datapackage.json', () => {
  it('describes each table as it is: name, type and bytes', async () => {
    const reply = await get('/data/2020/datapackage.json');
    const descriptor = JSON.parse(await reply.text());
    expect(frictionlessProblems(descriptor)).toEqual([]);
    expect(descriptor).toMatchObject({
      profile: 'tabular-data-package',
      name: 'redress-2020',
      sample: true,
    });
    expect(descriptor.licenses[0].name).toMatch(/^OGL/);
    expect(descriptor.resources).toHaveLength(3);
    for (const { path, name, bytes, hash, encoding, schema } of descriptor.resources) {
      const content = Buffer.from(await (await get(`/data/2020/${path}`)).arrayBuffer());
      expect(content.length).toBe(bytes);
      expect(hash).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(encoding).toBe('utf-8');
      const rows: Row[] = parse(content, { columns: true });
      expect(schema.fields.map((field: { name: string }) => field.name)).toEqual(
        Object.keys(rows[0] ?? {}),
      );
      const keys = rows.map((row) => schema.primaryKey.map((field: string) => row[field]).join());
      expect(new Set(keys).size).toBe(rows.length);
      for (const field of schema.fields) {
        expect(Object.keys(field)).toEqual(
          expect.arrayContaining(['name', 'type', 'title', 'description']),
        );
        for (const row of rows) {
          const cell = row[field.name] ?? '';
          if (cell === '') expect(field.constraints?.required, field.name).toBeUndefined();
          else expect(cell, field.name).toMatch(forms[field.type] ?? /never/);
        }
      }
    }
    expect(JSON.parse(await (await get('/data/2023/datapackage.json')).text()).sample).toBe(false);
  });
});

/** What a cell of each Frictionless type looks like. */
const forms: Record<string, RegExp> = {
  string: /./,
  integer: /^\d+$/,
  number: /^\d+(\.\d)?$/,
  boolean: /^(true|false)$/,
};
