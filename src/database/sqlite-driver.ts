import sqlite3 from 'sqlite3';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { DatabaseUnavailableError } from './database-errors.ts';

/**
 * The one file that names the SQLite driver: another driver takes its place here.
 *
 * SQLite has one connection to a data source, so a transaction takes in whatever else runs on that data source in the
 * meantime. Whoever holds a transaction open (an import, the sample dataset) opens a data source of its own; readers
 * on other data sources go on undisturbed, since the log is written ahead.
 */
export function sqliteOptions(path: string, readOnly: boolean): DataSourceOptions {
  return {
    type: 'sqlite',
    database: path,
    driver: ourDriver,
    busyTimeout: busyTimeoutMs,
    enableWAL: path !== inMemory && !readOnly,
    ...(readOnly ? { flags: sqlite3.OPEN_READONLY } : {}),
  };
}

/**
 * Lets columns of bytes bear PostgreSQL's name for them, so that one entity serves both: SQLite takes any name for a type
 * and keeps bytes as they are given.
 */
export function nameBytes(database: DataSource): void {
  database.driver.supportedDataTypes.push('bytea');
}

/** Path that stands for a database in memory, gone when it is closed. */
export const inMemory = ':memory:';

/** How long a writer waits for another writer before it gives up. */
const busyTimeoutMs = 10_000;

/** Page cache of one connection, so that a large import does not write its pages twice. */
const cacheKiB = 65_536;

/** The most statements that one connection keeps ready; each takes some 10 kB. */
const mostKept = 200;

/** Longer ones are written for a number of rows, and hardly ever come again. */
const longestKept = 8_000;

type Callback = (this: sqlite3.Statement, error: Error | null, rows: unknown[]) => void;

/**
 * A connection of SQLite that keeps statements which read, ready to be run again: to read and plan one anew takes as long as to
 * run it, where it gives what a letter or a page needs. Whoever calls `all` sees no difference.
 *
 * SQLite itself plans a kept statement anew when the schema was changed.
 */
export class StatementKeepingDatabase extends sqlite3.Database {
  // A Map keeps insertion order: a statement is put back at the end whenever it is used.
  readonly #kept = new Map<string, sqlite3.Statement>();
  /** Whether statements are kept still. */
  #isOpen = true;

  /** How many statements are ready now. */
  get keptStatements(): number {
    return this.#kept.size;
  }

  override all(sql: string, ...rest: unknown[]): this {
    const [params = [], callback] = rest;
    if (!isWorthKeeping(sql) || !Array.isArray(params) || !isCallback(callback)) {
      return super.all(sql, ...rest);
    }
    const kept = this.#kept.get(sql);
    if (kept === undefined) {
      this.#prepare(sql, params, callback);
    } else {
      this.#kept.delete(sql);
      this.#kept.set(sql, kept);
      kept.all(params, callback);
    }
    return this;
  }

  override close(callback?: (error: Error | null) => void): void {
    this.#isOpen = false;
    for (const statement of this.#kept.values()) statement.finalize();
    this.#kept.clear();
    super.close(callback);
  }

  /** Runs a statement for the first time, and keeps it when it could be read. */
  #prepare(sql: string, params: readonly unknown[], callback: Callback): void {
    const whenRead = (statement: sqlite3.Statement, error: Error | null): void => {
      // What follows on a statement that cannot be read is dropped by the driver.
      if (error !== null) callback.call(statement, error, []);
      // The same may have been asked for twice at once.
      else if (!this.#isOpen || this.#kept.has(sql)) statement.finalize();
      else this.#keep(sql, statement);
    };
    // A function with `this`: it is called before there is a statement where the connection is closed.
    const statement = this.prepare(sql, function (error) {
      whenRead(this, error);
    });
    statement.all(params, callback);
  }

  #keep(sql: string, statement: sqlite3.Statement): void {
    this.#kept.set(sql, statement);
    const [oldest] = this.#kept;
    if (this.#kept.size <= mostKept || oldest === undefined) return;
    this.#kept.delete(oldest[0]);
    oldest[1].finalize();
  }
}

function isWorthKeeping(sql: string): boolean {
  return sql.length <= longestKept && sql.startsWith('SELECT ');
}

function isCallback(value: unknown): value is Callback {
  return typeof value === 'function';
}

/** TypeORM asks the driver for stack traces on every statement, which cost more than the statement: it is given none. */
const ourDriver = { ...sqlite3, Database: StatementKeepingDatabase, verbose: () => ourDriver };

/** What a pragma must read back as, and which value is expected. */
interface Pragma {
  name: string;
  expected: string | number;
}

/** Settings that are read back, because SQLite leaves a pragma it cannot follow without a word. */
export function expectedPragmas(path: string, readOnly: boolean): readonly Pragma[] {
  return [
    { name: 'foreign_keys', expected: 1 },
    { name: 'busy_timeout', expected: busyTimeoutMs },
    { name: 'synchronous', expected: full },
    ...(readOnly ? [] : [{ name: 'journal_mode', expected: path === inMemory ? 'memory' : 'wal' }]),
  ];
}

/** The value of `synchronous` that is called FULL: a commit survives a power cut. */
const full = 2;

/**
 * Statements run on every new connection. What does not fit into
 * the cache when an index is made or rows are sorted goes to temporary files, so that memory does not grow with a table.
 */
export const connectionStatements = [
  `PRAGMA synchronous = ${full}`,
  `PRAGMA cache_size = -${cacheKiB}`,
  'PRAGMA temp_store = FILE',
];

/** What the driver has for copying, which its types leave out. */
interface PageCopy {
  readonly completed: boolean;
  readonly remaining: number;
  readonly pageCount: number;
  retryErrors: number[];
  step(pages: number, done: (error: Error | null) => void): void;
  finish(done: () => void): void;
}

interface CopyingConnection {
  backup(file: string, opened: (error: Error | null) => void): PageCopy;
}

/** Copied at one go, 8 MB: between two goes the program does other things. */
const pagesAtOnce = 2048;

/**
 * Copies every page of a database to a file. Within a transaction that has read something, pages are as that read saw
 * them: writers do not wait, and do not make it begin again.
 */
export async function copyPages(
  database: DataSource,
  file: string,
  options: { onProgress: (done: number, total: number) => void; signal?: AbortSignal | undefined },
): Promise<void> {
  // TypeORM types the connection of any driver alike, which is not at all.
  const { databaseConnection } = database.driver as unknown as {
    databaseConnection: CopyingConnection;
  };
  const copy = await new Promise<PageCopy>((resolve, reject) => {
    const opened: PageCopy = databaseConnection.backup(file, (error) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  try {
    while (!copy.completed) {
      options.signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) =>
        copy.step(pagesAtOnce, (error) => (error === null ? resolve() : reject(error))),
      );
      options.onProgress(copy.pageCount - copy.remaining, copy.pageCount);
    }
  } finally {
    await new Promise<void>((resolve) => copy.finish(resolve));
  }
}

/**
 * Makes a database one file, without a log beside it.
 *
 * @throws an error with the code `SQLITE_BUSY` while any other program has it open.
 */
export async function leaveLog(path: string): Promise<void> {
  const database = new DataSource({ type: 'sqlite', database: path, driver: ourDriver });
  await database.initialize();
  try {
    await database.query('PRAGMA journal_mode = DELETE');
  } finally {
    await database.destroy();
  }
}

/** Says in a sentence what SQLite's error code means for the person who started the program. */
export function explainSqliteError(error: unknown, path: string): DatabaseUnavailableError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const reason = reasons.find(([prefix]) => code.startsWith(prefix))?.[1] ?? `it failed (${code})`;
  return new DatabaseUnavailableError(
    `[database] ${path}: expected a SQLite database that can be read and written, but ${reason}. Set DATABASE_URL to a file in a folder this user may write to, for example sqlite:var/redress.sqlite.`,
    { cause: error },
  );
}

const reasons: readonly (readonly [string, string])[] = [
  ['SQLITE_CANTOPEN', 'the file or its folder cannot be opened'],
  ['SQLITE_READONLY', 'it can only be read'],
  ['SQLITE_PERM', 'access was denied'],
  ['SQLITE_NOTADB', 'the file is something else'],
  ['SQLITE_CORRUPT', 'the file is damaged'],
  ['SQLITE_BUSY', 'another program keeps it locked'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_IOERR', 'the disk could not be read or written'],
  ['EACCES', 'access was denied'],
  ['EPERM', 'access was denied'],
  ['EROFS', 'the disk is read-only'],
  ['ENOTDIR', 'part of its path is a file, not a folder'],
  ['EEXIST', 'part of its path is a file, not a folder'],
  ['ENOENT', 'its folder does not exist and cannot be made'],
  ['ENOSPC', 'the disk is full'],
];
