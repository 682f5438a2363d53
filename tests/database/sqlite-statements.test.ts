import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.ts';
import { StatementKeepingDatabase } from '../../src/database/sqlite-driver.ts';

let folder: string;
let database: DataSource;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-'));
  database = await openDatabase({ url: `sqlite:${folder}/redress.sqlite` });
  await database.query('CREATE TABLE council (code TEXT, name TEXT)');
  await database.query("INSERT INTO council VALUES ('A', 'Ashford'), ('B', 'Barnet')");
});

afterEach(async () => {
  if (database.isInitialized) await database.destroy();
  await rm(folder, { recursive: true });
});

const byCode = 'SELECT name FROM council WHERE code = ?';

function keptStatements(): number {
  const { driver } = database;
  if (!('databaseConnection' in driver)) throw new Error('SQLite has one connection.');
  const { databaseConnection } = driver;
  if (!(databaseConnection instanceof StatementKeepingDatabase)) {
    throw new Error('The connection keeps no statements.');
  }
  return databaseConnection.keptStatements;
}

describe('a connection that keeps statements', () => {
  it('gives each run its own values, also of those that are asked for at once', async () => {
    const codes = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 'A' : 'B'));
    const expected = codes.map((code) => [{ name: code === 'A' ? 'Ashford' : 'Barnet' }]);
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all(codes.map((code) => database.query(byCode, [code])))).toEqual(
        expected,
      );
    }
    expect(await database.query('SELECT COUNT(*) AS count FROM council')).toEqual([{ count: 2 }]);
    expect(await database.query('SELECT COUNT(*) AS count FROM council')).toEqual([{ count: 2 }]);
    expect(keptStatements()).toBe(2);
  });

  it('keeps only what reads', async () => {
    const kept = keptStatements();
    await database.query('UPDATE council SET name = ? WHERE code = ?', ['Ashford Borough', 'A']);
    await database.query('PRAGMA user_version');
    expect(keptStatements()).toBe(kept);
    expect(await database.query(byCode, ['A'])).toEqual([{ name: 'Ashford Borough' }]);
  });

  it('sees what was written since, and a table that was changed', async () => {
    const all = 'SELECT * FROM council WHERE code = ?';
    expect(await database.query(all, ['A'])).toEqual([{ code: 'A', name: 'Ashford' }]);
    await database.query("ALTER TABLE council ADD COLUMN region TEXT DEFAULT 'South East'");
    await database.query("UPDATE council SET name = 'Ash' WHERE code = 'A'");
    expect(await database.query(all, ['A'])).toEqual([
      { code: 'A', name: 'Ash', region: 'South East' },
    ]);
    await database.query('DROP TABLE council');
    await expect(database.query(all, ['A'])).rejects.toThrow('no such table: council');
  });

  it('tells everybody who asked why a statement cannot be read, and reads it once it can be', async () => {
    const early = 'SELECT code FROM officer WHERE code = ?';
    const asked = await Promise.allSettled(
      ['A', 'B', 'C'].map((code) => database.query(early, [code])),
    );
    for (const answer of asked) {
      expect(answer).toMatchObject({
        status: 'rejected',
        reason: { message: expect.stringContaining('no such table: officer') },
      });
    }
    await database.query('CREATE TABLE officer (code TEXT)');
    expect(await database.query(early, ['A'])).toEqual([]);
  });

  it('keeps the 200 used last', async () => {
    for (let index = 0; index < 250; index += 1) {
      const statement = `SELECT ${index} AS number, name FROM council WHERE code = ?`;
      expect(await database.query(statement, ['B'])).toEqual([{ number: index, name: 'Barnet' }]);
      expect(await database.query(byCode, ['A'])).toEqual([{ name: 'Ashford' }]);
    }
    expect(keptStatements()).toBe(200);
  });

  it('holds nothing open: the log can be cut to nothing meanwhile', async () => {
    await database.query(byCode, ['A']);
    const [state] = await database.query<{ busy: number; log: number }[]>(
      'PRAGMA wal_checkpoint(TRUNCATE)',
    );
    expect(state).toMatchObject({ busy: 0, log: 0 });
  });

  it('closes with what it keeps, and with what is under way', async () => {
    const connection = new StatementKeepingDatabase(':memory:');
    const ask = (sql: string) =>
      new Promise<unknown>((resolve, reject) =>
        connection.all(sql, [], (error: Error | null, rows: unknown) =>
          error === null ? resolve(rows) : reject(error),
        ),
      );
    expect(await ask('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const underWay = Promise.all([ask('SELECT 1 AS one'), ask('SELECT 2 AS two')]);
    await new Promise<void>((resolve, reject) =>
      connection.close((error) => (error === null ? resolve() : reject(error))),
    );
    expect(await underWay).toEqual([[{ one: 1 }], [{ two: 2 }]]);
    expect(connection.keptStatements).toBe(0);
    await expect(ask('SELECT 1 AS one')).rejects.toThrow('SQLITE_MISUSE');
  });
});
