import sqlite3 from 'sqlite3';

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
