import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openDatabase', () => {
  it('makes the folder and turns on write-ahead log, foreign keys and full synchronisation', async () => {
    const dataSource = await openDatabase({ url: `sqlite:${folder}/new/redress.sqlite` });
    try {
      const pragma = async (name: string) =>
        Object.values((await dataSource.query<object[]>(`PRAGMA ${name}`))[0] ?? {})[0];
      expect(await pragma('journal_mode')).toBe('wal');
      expect(await pragma('foreign_keys')).toBe(1);
      expect(await pragma('synchronous')).toBe(2);
      expect(await pragma('busy_timeout')).toBe(10_000);
    } finally {
      await dataSource.destroy();
    }
  });

  it('opens a database in memory, and lets a second reader in beside a writer on disk', async () => {
    const memory = await openDatabase({ url: 'sqlite::memory:' });
    expect(await migrateDatabase(memory)).not.toEqual([]);
    await memory.destroy();

    const url = `sqlite:${folder}/redress.sqlite`;
    const writer = await openDatabase({ url });
    const reader = await openDatabase({ url, readOnly: true });
    try {
      await migrateDatabase(writer);
      await writer.query('BEGIN IMMEDIATE');
      await writer.query("INSERT INTO loaded_dataset VALUES ('a', '1')");
      expect(await reader.query('SELECT * FROM loaded_dataset')).toEqual([]);
      await writer.query('COMMIT');
      expect(await reader.query('SELECT name FROM loaded_dataset')).toEqual([{ name: 'a' }]);
    } finally {
      await reader.destroy();
      await writer.destroy();
    }
  });

  it('refuses to write where it was opened for reading', async () => {
    const url = `sqlite:${folder}/redress.sqlite`;
    const writer = await openDatabase({ url });
    await migrateDatabase(writer);
    const reader = await openDatabase({ url, readOnly: true });
    await expect(reader.query("INSERT INTO loaded_dataset VALUES ('a', '1')")).rejects.toThrow(
      'SQLITE_READONLY',
    );
    await reader.destroy();
    await writer.destroy();
  });
});

describe('openDatabase misused', () => {
  const open = (url: string) => openDatabase({ url });
  const advice =
    'Set DATABASE_URL to a file in a folder this user may write to, for example sqlite:var/redress.sqlite.';

  it('names the scheme of a URL it does not know, and never the password in it', async () => {
    await expect(open('mysql://user:secret@host/db')).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message:
        '[database] DATABASE_URL: expected sqlite: and a path, or postgres: and a server, but got mysql:. Use for example sqlite:var/redress.sqlite or postgres://user:password@host:5432/redress.',
    });
  });

  it('asks for a scheme and for a path', async () => {
    await expect(open('redress.sqlite')).rejects.toThrow(
      '[database] DATABASE_URL: expected sqlite: and a path, or postgres: and a server, but got no scheme. Use for example sqlite:var/redress.sqlite or postgres://user:password@host:5432/redress.',
    );
    await expect(open('sqlite:')).rejects.toThrow(
      '[database] DATABASE_URL: expected a path after sqlite:, but got none. Use for example sqlite:var/redress.sqlite.',
    );
  });

  it('says in a sentence that a folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(open(`sqlite:${folder}/file/redress.sqlite`)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: `[database] ${folder}/file/redress.sqlite: expected a SQLite database that can be read and written, but part of its path is a file, not a folder. ${advice}`,
    });
  });

  it('says that the path is a folder', async () => {
    await expect(open(`sqlite:${folder}`)).rejects.toThrow(
      `[database] ${folder}: expected a SQLite database that can be read and written, but the file or its folder cannot be opened. ${advice}`,
    );
  });

  it('says that the file is something else', async () => {
    const path = join(folder, 'letter.txt');
    await writeFile(path, 'Dear Sir or Madam, '.repeat(200));
    await expect(open(`sqlite:${path}`)).rejects.toThrow(
      `[database] ${path}: expected a SQLite database that can be read and written, but the file is something else. ${advice}`,
    );
  });
});
