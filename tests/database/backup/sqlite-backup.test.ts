import { createHash } from 'node:crypto';
import {
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../src/composition/start-server.ts';
import { parseSettings } from '../../../src/config/settings.ts';
import { backUpDatabase } from '../../../src/database/backup/backup-database.ts';
import { checkBackup } from '../../../src/database/backup/check-backup.ts';
import { restoreDatabase } from '../../../src/database/backup/restore-database.ts';
import { migrateDatabase } from '../../../src/database/migrate-database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { inWriteTransaction } from '../../../src/database/write-transaction.ts';
import { sampleDatabasePath } from '../../open-sample-database.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const urlOf = (name: string) => `sqlite:${at(name)}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-backup-'));
  await copyFile(sampleDatabasePath(), at('live.sqlite'));
  const small = await openDatabase({ url: urlOf('small.sqlite') });
  await migrateDatabase(small);
  await small.destroy();
});
afterAll(() => rm(folder, { recursive: true }));

const readOnly = (name: string) => openDatabase({ url: urlOf(name), readOnly: true });

/** A hash of every row of a table. */
async function hashTable(database: DataSource, table: string): Promise<string> {
  const rows: unknown[] = await database.query(`SELECT * FROM ${table} ORDER BY 1, 2`);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

describe('backUpDatabase on SQLite', () => {
  it('writes what stood at one moment while a writer goes on', async () => {
    const writer = await openDatabase({ url: urlOf('live.sqlite') });
    let committed = 0;
    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        await inWriteTransaction(writer, async ({ house: runner }) => {
          // Two tables that always have as many rows of ours.
          const number = String(committed).padStart(6, '0');
          await runner.query('INSERT INTO loaded_dataset (name, version) VALUES (?, ?)', [
            number,
            '1',
          ]);
          await runner.query(
            'INSERT INTO api_key (prefix, hash, name, scopes, created_at) VALUES (?, ?, ?, ?, ?)',
            [number, number, 'test', '[]', '2026-01-01T00:00:00.000Z'],
          );
        });
        committed += 1;
      }
    })();
    const seen: number[] = [];
    const checked = await backUpDatabase({
      url: urlOf('live.sqlite'),
      file: at('busy.backup'),
      onProgress: (done, total) => seen.push(done / (total ?? 0)),
    });
    isOver = true;
    await writing;

    const copy = await readOnly('busy.backup');
    try {
      const ours = await copy.query(
        "SELECT name FROM loaded_dataset WHERE name < '1' ORDER BY name",
      );
      const keys = await copy.query(
        "SELECT prefix AS name FROM api_key WHERE name = 'test' ORDER BY prefix",
      );
      expect(keys).toEqual(ours);
      expect(ours.length).toBeLessThan(committed);
      expect(ours.at(-1)?.name ?? '').toBe(
        ours.length === 0 ? '' : String(ours.length - 1).padStart(6, '0'),
      );
      for (const table of checked.tables.keys()) {
        if (table === 'loaded_dataset' || table === 'api_key') continue;
        expect([table, await hashTable(copy, table)]).toEqual([
          table,
          await hashTable(writer, table),
        ]);
      }
    } finally {
      await copy.destroy();
      await writer.destroy();
    }
    expect(checked).toMatchObject({ type: 'sqlite', pending: [] });
    expect(checked.tables.get('decision')).toBeGreaterThan(80_000);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect((await readdir(folder)).filter((name) => name.includes('busy'))).toEqual([
      'busy.backup',
    ]);
  });

  it('can be started on once it is restored to a new file', async () => {
    await restoreDatabase({ file: at('busy.backup'), url: urlOf('new/redress.sqlite') });
    const server = await startServer({
      ...parseSettings({ LOG_LEVEL: 'silent' }),
      port: 0,
      databaseUrl: urlOf('new/redress.sqlite'),
    });
    try {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: '{ council(slug: "leeds") { name performance(yearEnding: 2020) { decided } } }',
        }),
      });
      expect(await response.json()).toMatchObject({
        data: {
          council: { name: 'Leeds City Council', performance: { decided: expect.any(Number) } },
        },
      });
    } finally {
      await server.close();
    }
  });

  it('stops when it is told to, and leaves nothing', async () => {
    const stop = new AbortController();
    await expect(
      backUpDatabase({
        url: urlOf('live.sqlite'),
        file: at('stopped.backup'),
        onProgress: () => stop.abort(),
        signal: stop.signal,
      }),
    ).rejects.toMatchObject({
      code: 'BACKUP_STOPPED',
      message: '[backup] Stopped before the end: no file was written.',
    });
    expect((await readdir(folder)).filter((name) => name.includes('stopped'))).toEqual([]);
  });

  it('takes the place of another file only when told to', async () => {
    await writeFile(at('old.backup'), 'old');
    const options = { url: urlOf('small.sqlite'), file: at('old.backup') };
    await expect(backUpDatabase(options)).rejects.toMatchObject({ code: 'FILE_EXISTS' });
    expect((await stat(at('old.backup'))).size).toBe(3);
    await backUpDatabase({ ...options, force: true });
    expect(await checkBackup(at('old.backup'))).toMatchObject({ type: 'sqlite' });
  });
});

describe('backUpDatabase misused', () => {
  it.each([
    [
      'small.sqlite',
      (file: string) =>
        `[backup] FILE must be another file than the database, but got "${file}", which is part of it.`,
    ],
    [
      'small.sqlite-wal',
      (file: string) =>
        `[backup] FILE must be another file than the database, but got "${file}", which is part of it.`,
    ],
    [
      '.',
      (file: string) => `[backup] FILE must be a file in a folder that exists, but got "${file}".`,
    ],
    [
      'none/a.backup',
      (file: string) => `[backup] FILE must be a file in a folder that exists, but got "${file}".`,
    ],
    [
      'live.sqlite',
      (file: string) =>
        `[backup] FILE must be a new file, but "${file}" is there already. Say --force to put the backup in its place.`,
    ],
  ])('refuses %s in a sentence', async (name, message) => {
    const file = at(name);
    const force = name.startsWith('small');
    await expect(backUpDatabase({ url: urlOf('small.sqlite'), file, force })).rejects.toThrow(
      message(file),
    );
  });

  it('says that there is no database', async () => {
    await expect(
      backUpDatabase({ url: urlOf('nowhere.sqlite'), file: at('x.backup') }),
    ).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect((await readdir(folder)).filter((name) => /nowhere|^\.?x/.test(name))).toEqual([]);
  });
});

describe('checkBackup', () => {
  const copyOf = async (name: string) => {
    await copyFile(at('old.backup'), at(name));
    return at(name);
  };

  it('finds a page that was overwritten and an end that is missing', async () => {
    const torn = await copyOf('torn.backup');
    await truncate(torn, (await stat(torn)).size - 20_000);
    await expect(checkBackup(torn)).rejects.toMatchObject({
      code: 'BACKUP_INVALID',
      message: expect.stringContaining(
        'expected a whole SQLite database, but got one that is damaged',
      ),
    });
    const spoilt = await copyOf('spoilt.backup');
    const handle = await open(spoilt, 'r+');
    await handle.write(Buffer.alloc(12_000, 7), 0, 12_000, 8192);
    await handle.close();
    await expect(checkBackup(spoilt)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
  });

  it('tells a backup of a later release, and one that is none', async () => {
    const later = await copyOf('later.backup');
    const database = await openDatabase({ url: `sqlite:${later}` });
    await database.query("INSERT INTO migrations (timestamp, name) VALUES (1, 'Later9')");
    await database.destroy();
    await expect(checkBackup(later)).rejects.toThrow(
      `[backup] ${later}: expected a backup made by this release or an older one, but got one with later migrations (Later9). Take another backup.`,
    );
    await writeFile(at('none.backup'), 'no database');
    await expect(checkBackup(at('none.backup'))).rejects.toThrow(
      `[backup] ${at('none.backup')}: expected a SQLite database or an archive of pg_dump, but got something else. Take another backup.`,
    );
    await writeFile(at('empty.backup'), '');
    await expect(checkBackup(at('empty.backup'))).rejects.toThrow('but got an empty file.');
    await expect(checkBackup(at('gone.backup'))).rejects.toThrow(
      `[backup] FILE must be a backup that can be read, but got "${at('gone.backup')}".`,
    );
  });
});

describe('restoreDatabase', () => {
  it('replaces a database only when told to, and never one that is open', async () => {
    await mkdir(at('place'));
    const url = urlOf('place/redress.sqlite');
    const restore = { file: at('old.backup'), url };
    await restoreDatabase(restore);
    await expect(restoreDatabase(restore)).rejects.toThrow(
      `[restore] DATABASE_URL must name a new file, but "${at('place/redress.sqlite')}" is there already. Say --force to put the backup in its place.`,
    );
    const user = await openDatabase({ url });
    await user.query("INSERT INTO loaded_dataset VALUES ('mine', '1')");
    await expect(restoreDatabase({ ...restore, force: true })).rejects.toMatchObject({
      code: 'DATABASE_IN_USE',
    });
    expect(await user.query('SELECT name FROM loaded_dataset')).toEqual([{ name: 'mine' }]);
    await user.destroy();
    await restoreDatabase({ ...restore, force: true });
    const restored = await readOnly('place/redress.sqlite');
    expect(await restored.query('SELECT name FROM loaded_dataset')).toEqual([]);
    await restored.destroy();
    expect(await readdir(at('place'))).toEqual(['redress.sqlite']);
  });

  it('puts nothing in place that is not whole', async () => {
    const restore = { file: at('torn.backup'), url: urlOf('torn/redress.sqlite') };
    await expect(restoreDatabase(restore)).rejects.toMatchObject({ code: 'BACKUP_INVALID' });
    await expect(stat(at('torn'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(
      restoreDatabase({ file: at('old.backup'), url: 'postgres://host/redress' }),
    ).rejects.toThrow(
      `[restore] ${at('old.backup')}: expected a backup of PostgreSQL, as DATABASE_URL names, but got one of SQLite. Set DATABASE_URL to a database of its kind.`,
    );
  });
});
