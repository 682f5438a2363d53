import { randomBytes } from 'node:crypto';
import { access, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDatabaseUrl } from '../database-url.ts';
import { BackupError, explainDisk } from './backup-error.ts';
import { type CheckedBackup, checkBackup } from './check-backup.ts';
import { dumpPostgres } from './postgres-backup.ts';
import { copySqlite } from './sqlite-backup.ts';

export interface BackupOptions {
  /** Of the database: see `parseDatabaseUrl`. */
  url: string;
  /** Where the backup is to stand. */
  file: string;
  /** Default: false, and a file that is there already is refused. */
  force?: boolean;
  /** Folder with `pg_dump` and `pg_restore`. Default: they are looked for on the `PATH`. */
  postgresTools?: string | undefined;
  /** Told how many pages are copied; of PostgreSQL, bytes, whose total is not known. */
  onProgress?: (done: number, total: number | null) => void;
  signal?: AbortSignal;
}

/** The rows of each table at the moment of which a backup is. */
export type TableRows = ReadonlyMap<string, number>;

/**
 * Writes a backup of a database while others read and write it: everything as it stood at one moment. The file gets its
 * name when it was read again, found whole, and has as many rows in each table as the database had at that moment.
 *
 * @throws BackupError that says why there is none. What stood under the name before still stands then.
 */
export async function backUpDatabase(options: BackupOptions): Promise<CheckedBackup> {
  const { url, postgresTools, signal } = options;
  const address = parseDatabaseUrl(url);
  const file = await assertTarget(options, address.type === 'sqlite' ? address.path : null);
  const unfinished = join(
    dirname(file),
    `.${basename(file)}.${randomBytes(4).toString('hex')}.part`,
  );
  const copying = { file: unfinished, postgresTools, signal, onProgress: options.onProgress };
  try {
    const expected =
      address.type === 'sqlite'
        ? await copySqlite(url, copying)
        : await dumpPostgres(url, address, copying);
    const checked = await checkBackup(unfinished, { postgresTools });
    assertSameRows(expected, checked);
    signal?.throwIfAborted();
    await reachDisk(unfinished);
    await rename(unfinished, file);
    return checked;
  } catch (error) {
    if (signal?.aborted) {
      throw new BackupError(
        'BACKUP_STOPPED',
        '[backup] Stopped before the end: no file was written.',
      );
    }
    if (error instanceof Error && /^[A-Z]+(_[A-Z]+)+$/.test(codeOf(error)) && !isForeign(error)) {
      throw error;
    }
    throw new BackupError(
      'BACKUP_FAILED',
      `[backup] ${options.file}: expected to write the backup, but ${explainDisk(error)}. Nothing was written; make room or choose another place.`,
      { cause: error },
    );
  } finally {
    await rm(unfinished, { force: true });
    await rm(`${unfinished}-journal`, { force: true });
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

/** Of SQLite or Node, and so not yet in words for people. */
function isForeign(error: Error): boolean {
  return /^(SQLITE|ERR)_/.test(codeOf(error));
}

/** The file's place, after everything that can be wrong with it was looked at. */
async function assertTarget(
  { file, force }: BackupOptions,
  database: string | null,
): Promise<string> {
  const given = JSON.stringify(file);
  const target = resolve(file);
  const folder = await realpath(dirname(target)).catch(() => null);
  const there = await stat(target).catch(() => null);
  if (folder === null || there?.isDirectory()) {
    throw new BackupError(
      'FILE_NOT_FOUND',
      `[backup] FILE must be a file in a folder that exists, but got ${given}.`,
    );
  }
  const own = database === null ? null : await stat(database).catch(() => null);
  const isOwn = own !== null && there !== null && own.ino === there.ino && own.dev === there.dev;
  const beside =
    database === null ? [] : ['-wal', '-shm', '-journal'].map((end) => resolve(database) + end);
  if (isOwn || beside.includes(target)) {
    throw new BackupError(
      'FILE_EXISTS',
      `[backup] FILE must be another file than the database, but got ${given}, which is part of it.`,
    );
  }
  if (there !== null && force !== true) {
    throw new BackupError(
      'FILE_EXISTS',
      `[backup] FILE must be a new file, but ${given} is there already. Say --force to put the backup in its place.`,
    );
  }
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new BackupError(
      'FILE_NOT_WRITABLE',
      `[backup] FILE must be in a folder that this user may write to, but of ${given}: ${explainDisk(error)}.`,
    );
  });
  return target;
}

function assertSameRows(expected: TableRows, { tables }: CheckedBackup): void {
  for (const [table, rows] of expected) {
    const got = tables.get(table);
    if (got === rows) continue;
    throw new BackupError(
      'BACKUP_INVALID',
      `[backup] ${table}: expected ${rows} rows in the backup, but got ${got ?? 'no such table'}. Nothing was written; try again.`,
    );
  }
}

async function reachDisk(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
