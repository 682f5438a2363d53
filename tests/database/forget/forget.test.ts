import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetRemedies } from '../../../src/database/forget/forget-remedies.ts';
import { findKeptRemedies } from '../../../src/database/forget/retention.ts';
import { importFile } from '../../../src/database/imports/import-file.ts';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { rebuildAll } from '../../../src/database/rollups/rebuild-all.ts';
import { inWriteTransaction } from '../../../src/database/write-transaction.ts';
import { sampleDatabasePath } from '../../open-sample-database.ts';
import { openSmallDatabase } from '../../resolvers/small-database.ts';

const reference = '19 000 001';
const words = 'Apologise to the tenant.';
const asked = { years: 6, by: 'user test', at: '2026-12-01T00:00:00.000Z' };

let database: DataSource;
beforeEach(async () => {
  database = await openSmallDatabase();
});
afterEach(() => database.destroy());

const settle = (day: string) =>
  database.query(
    "UPDATE recommendation SET settled_on = ?, compliance = 'ON_TIME' WHERE settled_on IS NULL",
    [day],
  );

const readAll = async () =>
  JSON.stringify(
    await Promise.all(
      [
        'recommendation',
        'recommendation_correction',
        'forgotten_remedy',
        'decision_correction',
      ].map((table) => database.query(`SELECT * FROM ${table} ORDER BY 1, 2`)),
    ),
  );

const file = (text: string) =>
  `decision_reference,number,kind,remedy,text,due_on,settled_on,compliance\n${reference},1,PERSONAL_REMEDY,Apology,${text},2019-09-01,2019-08-20,ON_TIME\n`;

const takeFile = (text: string) =>
  importFile(database, 'recommendations', {
    name: 'again.csv',
    stream: (async function* () {
      yield Buffer.from(file(text));
    })(),
  });

describe('findKeptRemedies', () => {
  it('counts years from the day on which the last recommendation was settled', async () => {
    const keptOf = () => findKeptRemedies(database, { years: 6, today: '2026-12-01', reference });
    expect(await keptOf()).toEqual([{ reference, remedies: 1, dueOn: null }]);
    await settle('2020-02-29');
    expect(await keptOf()).toEqual([{ reference, remedies: 1, dueOn: '2026-03-01' }]);
    expect(await findKeptRemedies(database, { years: 6, today: '2026-02-28' })).toEqual([]);
    expect(await findKeptRemedies(database, { years: 6, today: '2026-03-01' })).toHaveLength(1);
  });
});

describe('forgetRemedies', () => {
  it('leaves what is not settled, and what is not due', async () => {
    expect(await forgetRemedies(database, asked)).toEqual([]);
    await settle('2021-01-01');
    expect(await forgetRemedies(database, { ...asked, reference })).toEqual([]);
    expect(await readAll()).toContain(words);
  });

  it('removes the words and every copy of them, once, and says who did it', async () => {
    await settle('2019-12-01');
    const correction = { decision_reference: reference, number: 1, kind: 'CORRECTED' };
    await database.query(
      `INSERT INTO recommendation_correction (decision_reference, number, correction, kind, made_at, made_by, before_json, after_json)
       VALUES (?, ?, 1, ?, ?, ?, ?, ?)`,
      [
        ...Object.values(correction),
        '2020-01-01T00:00:00.000Z',
        'user test',
        JSON.stringify({ kind: 'SERVICE_IMPROVEMENT', text: words }),
        JSON.stringify({ kind: 'PERSONAL_REMEDY', text: '(not kept)' }),
      ],
    );
    const figures = await inWriteTransaction(database, rebuildAll);

    expect(await forgetRemedies(database, { ...asked, reference })).toEqual([
      { reference, remedies: 1, dueOn: '2025-12-01' },
    ]);
    const left = await readAll();
    expect(left).not.toContain(words);
    expect(left).toContain('Train the repairs team.');
    expect(await database.query('SELECT * FROM forgotten_remedy')).toEqual([
      {
        decision_reference: reference,
        forgotten_at: asked.at,
        forgotten_by: 'user test',
        remedies: 1,
        due_on: '2025-12-01',
      },
    ]);
    expect(await forgetRemedies(database, asked)).toEqual([]);
    const again = await inWriteTransaction(database, rebuildAll);
    expect(again.map(({ made, dropped }) => made + dropped)).toEqual(figures.map(() => 0));
  });

  it('does not let an old file bring the words back', async () => {
    await settle('2019-12-01');
    await forgetRemedies(database, asked);
    expect(await takeFile(words)).toMatchObject({ same: 1 });
    expect(await readAll()).not.toContain(words);
  });
});

describe('forgetRemedies on a SQLite file', () => {
  it('leaves the words in no byte of the database or its log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-forget-'));
    const path = join(folder, 'redress.sqlite');
    const url = `sqlite:${path}`;
    const inFiles = async () => {
      const names = await readdir(folder);
      const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
      return files.some((bytes) => bytes.includes('a secret of Mrs Tenant'));
    };
    await copyFile(sampleDatabasePath(), path);
    const live = await openDatabase({ url });
    try {
      await migrateDatabase(live);
      await live.query(
        "UPDATE recommendation SET text = 'a secret of Mrs Tenant' WHERE kind = 'PERSONAL_REMEDY'",
      );
      expect(await inFiles()).toBe(true);
      const due = await findKeptRemedies(live, { years: 1, today: '2099-01-01' });
      await live.query(
        "UPDATE recommendation SET settled_on = '2021-01-01' WHERE settled_on IS NULL",
      );
      const forgotten = await forgetRemedies(live, {
        years: 1,
        by: 'user test',
        at: '2099-01-01T00:00:00.000Z',
      });
      expect(forgotten.length).toBeGreaterThanOrEqual(due.length);
      expect(await inFiles()).toBe(false);
    } finally {
      await live.destroy();
      await rm(folder, { recursive: true });
    }
  });
});
