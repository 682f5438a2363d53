import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDatabaseUrl } from '../database-url.ts';
import { inMemory, leaveLog } from '../sqlite-driver.ts';
import { BackupError, explainDisk } from './backup-error.ts';
import { type CheckedBackup, checkBackup } from './check-backup.ts';
import { restorePostgres } from './postgres-backup.ts';

export interface RestoreOptions {
  /** The backup. */
  file: string;
  /** Where its data is to be: a new SQLite file, or an empty PostgreSQL database. */
  url: string;
  /** Default: false. True puts it in the place of a SQLite database that is there and that no program uses. */
  force?: boolean;
  /** Folder with `pg_restore`. Default: it is looked for on the `PATH`. */
  postgresTools?: string | undefined;
}

/**
 * Puts a backup in place after it was checked. The next start brings its tables up to date.
 *
 * @throws BackupError when the backup is not whole or its place is taken; what was there still is then.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<CheckedBackup> {
  const { file, url, postgresTools } = options;
  const address = parseDatabaseUrl(url);
  const checked = await checkBackup(file, { postgresTools });
  if (checked.type !== address.type) {
    throw new BackupError(
      'BACKUP_INVALID',
      `[restore] ${file}: expected a backup of ${nameOf(address.type)}, as DATABASE_URL names, but got one of ${nameOf(checked.type)}. Set DATABASE_URL to a database of its kind.`,
    );
  }
  if (address.type === 'postgres') await restorePostgres(url, address, file, postgresTools);
  else await restoreSqlite(file, address.path, options.force ?? false);
  return checked;
}

function nameOf(type: 'sqlite' | 'postgres'): string {
  return type === 'sqlite' ? 'SQLite' : 'PostgreSQL';
}

async function restoreSqlite(file: string, path: string, force: boolean): Promise<void> {
  if (path === inMemory) {
    throw new BackupError(
      'FILE_NOT_FOUND',
      '[restore] DATABASE_URL must name a file, but got a database in memory.',
    );
  }
  const target = resolve(path);
  const there = await stat(target).catch(() => null);
  if (there !== null) {
    if (!force) {
      throw new BackupError(
        'FILE_EXISTS',
        `[restore] DATABASE_URL must name a new file, but ${JSON.stringify(path)} is there already. Say --force to put the backup in its place.`,
      );
    }
    const given = await stat(file);
    if (given.ino === there.ino && given.dev === there.dev) {
      throw new BackupError('FILE_EXISTS', `[restore] ${file} is the database itself.`);
    }
    await assertUnused(target, path);
  }
  const unfinished = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(file, unfinished, constants.COPYFILE_EXCL);
    // What is left of a log belongs to the database that goes.
    for (const end of ['-wal', '-shm', '-journal']) await rm(`${target}${end}`, { force: true });
    await rename(unfinished, target);
  } catch (error) {
    throw new BackupError(
      'FILE_NOT_WRITABLE',
      `[restore] ${path}: expected to write the database, but ${explainDisk(error)}.`,
      { cause: error },
    );
  } finally {
    await rm(unfinished, { force: true });
  }
}

/** A database that another program has open cannot leave its log. One that is damaged may go. */
async function assertUnused(target: string, path: string): Promise<void> {
  try {
    await leaveLog(target);
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
    if (!isBusy) return;
    throw new BackupError(
      'DATABASE_IN_USE',
      `[restore] ${path}: expected a database that no program uses, but one has it open. Stop the server first.`,
      { cause: error },
    );
  }
}
