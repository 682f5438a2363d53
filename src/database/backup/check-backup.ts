import { open } from 'node:fs/promises';
import { migrationNames } from '../migrations/migrations.ts';
import { openDatabase } from '../open-database.ts';
import { BackupError } from './backup-error.ts';
import { readDump } from './postgres-backup.ts';
import { countTables } from './sqlite-backup.ts';

/** A backup that was read to its end and found whole. */
export interface CheckedBackup {
  type: 'sqlite' | 'postgres';
  /** Size of the file. */
  bytes: number;
  /** How many rows each table has. */
  tables: ReadonlyMap<string, number>;
  /** Migrations of this release that it has not seen: they are run when a program starts on it. */
  pending: readonly string[];
}

/** What a backup holds, before it is known whether that is what this release can use. */
export interface BackupContents {
  tables: ReadonlyMap<string, number>;
  migrations: readonly string[];
}

/**
 * Reads a backup to its end: that it can be opened, that nothing of it is missing or damaged, and that it was made by
 * this release or an older one.
 *
 * @throws BackupError that says what is wrong with it.
 */
export async function checkBackup(
  file: string,
  { postgresTools }: { postgresTools?: string | undefined } = {},
): Promise<CheckedBackup> {
  const { type, bytes } = await recognise(file);
  const { tables, migrations } =
    type === 'sqlite' ? await readSqlite(file) : await readDump(file, postgresTools);
  if (migrations.length === 0)
    throw invalid(file, 'a database of Redress', 'one without its tables');
  const unknown = migrations.filter((name) => !migrationNames.includes(name));
  if (unknown.length > 0) {
    throw invalid(
      file,
      'a backup made by this release or an older one',
      `one with later migrations (${unknown.join(', ')})`,
    );
  }
  const pending = migrationNames.filter((name) => !migrations.includes(name));
  return { type, bytes, tables, pending };
}

/** By its first bytes. */
async function recognise(file: string): Promise<{ type: 'sqlite' | 'postgres'; bytes: number }> {
  const opened = await open(file, 'r').catch((error: unknown) => {
    throw new BackupError(
      'FILE_NOT_FOUND',
      `[backup] FILE must be a backup that can be read, but got ${JSON.stringify(file)}.`,
      { cause: error },
    );
  });
  try {
    const stats = await opened.stat();
    if (stats.isDirectory()) throw invalid(file, 'a backup', 'a folder');
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(16), 0, 16, 0);
    const start = buffer.toString('latin1', 0, bytesRead);
    if (start.startsWith('SQLite format 3\0')) return { type: 'sqlite', bytes: stats.size };
    if (start.startsWith('PGDMP')) return { type: 'postgres', bytes: stats.size };
    throw invalid(
      file,
      'a SQLite database or an archive of pg_dump',
      bytesRead === 0 ? 'an empty file' : 'something else',
    );
  } finally {
    await opened.close();
  }
}

async function readSqlite(file: string): Promise<BackupContents> {
  let database: Awaited<ReturnType<typeof openDatabase>>;
  try {
    database = await openDatabase({ url: `sqlite:${file}`, readOnly: true });
  } catch (error) {
    throw invalid(file, 'a whole SQLite database', 'one that is damaged', error);
  }
  try {
    const problems: { integrity_check: string }[] = await database.query(
      'PRAGMA integrity_check(3)',
    );
    const [first] = problems;
    if (first?.integrity_check !== 'ok') throw new Error(first?.integrity_check);
    const orphans: { table: string }[] = await database.query('PRAGMA foreign_key_check');
    if (orphans.length > 0) {
      throw new Error(`${orphans.length} rows of ${orphans[0]?.table} refer to nothing`);
    }
    const tables = await countTables(database);
    const rows: { name: string }[] = tables.has('migrations')
      ? await database.query('SELECT name FROM migrations ORDER BY id')
      : [];
    return { tables, migrations: rows.map(({ name }) => name) };
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^SQLITE_\w+: /, '') : '';
    throw invalid(file, 'a whole SQLite database', `one that is damaged (${said})`, error);
  } finally {
    await database.destroy();
  }
}

function invalid(file: string, expected: string, got: string, cause?: unknown): BackupError {
  return new BackupError(
    'BACKUP_INVALID',
    `[backup] ${file}: expected ${expected}, but got ${got}. Take another backup.`,
    { cause },
  );
}
