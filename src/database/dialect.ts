import type { DataSource, QueryRunner } from 'typeorm';
import type { SqlRow } from './sql.ts';

/**
 * The few things for which SQLite and PostgreSQL need different statements. How a statement of ours is written for
 * PostgreSQL is in `postgres-statement.ts`.
 */
export interface Dialect {
  /** Begins a transaction's right to write, before it reads anything: one writer at a time. */
  beginWriting(runner: QueryRunner): Promise<void>;
  /** What a `SELECT` ends with that claims rows, so that rows which another claims now are passed over. */
  readonly skipLocked: string;
  /** Whether several processes may work on rows side by side. */
  readonly manyWorkers: boolean;
  /** The indexes of a table that no constraint needs, with the statements that make them. */
  readIndexes(runner: QueryRunner, table: string): Promise<{ name: string; sql: string }[]>;
  /**
   * Rows of a table that come in a single parameter, to be selected from. One long text is far cheaper than thousands
   * of parameters, each of which is taken over by itself.
   */
  selectRows(table: string, columns: readonly string[]): string;
  /** The parameter that `selectRows` takes. */
  rowsParameter(rows: readonly SqlRow[], columns: readonly string[]): string;
  /** Runs work while no other program does the same, and lets its statements take as long as they need. */
  migrateAlone<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T>;
  /** Whether the index of words of summaries is sure to be kept with the decisions, migrations or not. */
  keepsSearchIndex(runner: QueryRunner, hasMigrated: boolean): Promise<boolean>;
  /** Makes the index of words of summaries again, and sees to it that it is kept from now on. */
  rebuildSearchIndex(runner: QueryRunner): Promise<void>;
  /** From now on, what is overwritten on this data source is not left in unused places of the file. */
  beginErasing(database: DataSource): Promise<void>;
  /** Takes old rows of these tables out of logs and of what is kept for transactions that began before. */
  endErasing(database: DataSource, tables: readonly string[]): Promise<void>;
}

/**
 * Keep the words of summaries in SQLite. `decision_search` holds words alone: to take some out it is told which.
 * A migration that copies the table of decisions leaves triggers behind and numbers its rows anew.
 */
const searchTriggers = {
  decision_search_insert: `AFTER INSERT ON decision WHEN new.summary IS NOT NULL BEGIN
    INSERT INTO decision_search (rowid, summary) VALUES (new.rowid, new.summary);
  END`,
  decision_search_delete: `AFTER DELETE ON decision WHEN old.summary IS NOT NULL BEGIN
    INSERT INTO decision_search (decision_search, rowid, summary) VALUES ('delete', old.rowid, old.summary);
  END`,
  decision_search_update: `AFTER UPDATE OF summary ON decision WHEN old.summary IS NOT new.summary BEGIN
    INSERT INTO decision_search (decision_search, rowid, summary)
      SELECT 'delete', old.rowid, old.summary WHERE old.summary IS NOT NULL;
    INSERT INTO decision_search (rowid, summary) SELECT new.rowid, new.summary WHERE new.summary IS NOT NULL;
  END`,
} as const;

const sqlite: Dialect = {
  async beginWriting(runner) {
    // A transaction that reads first and writes later fails when another writer came between: write first.
    await runner.query('DELETE FROM migrations WHERE 1 = 0');
  },
  // One connection writes at a time: there is nothing to pass over.
  skipLocked: '',
  manyWorkers: false,
  readIndexes: (runner, table) =>
    runner.query(
      "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
      [table],
    ),
  selectRows(_table, columns) {
    const values = columns.map((column, at) => `json_extract(value, '$[${at}]') AS ${column}`);
    return `SELECT ${values.join(', ')} FROM jsonb_each(?) WHERE TRUE`;
  },
  rowsParameter: (rows, columns) =>
    JSON.stringify(rows.map((row) => columns.map((column) => row[column] ?? null))),
  migrateAlone: (_runner, work) => work(),
  async keepsSearchIndex(runner, hasMigrated) {
    if (hasMigrated) return false;
    const triggers: unknown[] = await runner.query(
      "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'decision_search_%'",
    );
    return triggers.length === Object.keys(searchTriggers).length;
  },
  async rebuildSearchIndex(runner) {
    for (const [name, body] of Object.entries(searchTriggers)) {
      await runner.query(`CREATE TRIGGER IF NOT EXISTS ${name} ${body}`);
    }
    await runner.query("INSERT INTO decision_search (decision_search) VALUES ('rebuild')");
  },
  async beginErasing(database) {
    await database.query('PRAGMA secure_delete = ON');
  },
  async endErasing(database) {
    await database.query('PRAGMA wal_checkpoint(TRUNCATE)');
  },
};

/** Any two numbers that other programs are unlikely to lock: 'redr' and what it is about. */
const writingLock = '1919247474, 1';
const migratingLock = '1919247474, 2';

const postgres: Dialect = {
  async beginWriting(runner) {
    // Two writers would each count without the other's rows. What one writes may take longer than a question.
    await runner.query(`SELECT pg_advisory_xact_lock(${writingLock})`);
    await runner.query('SET LOCAL statement_timeout = 0');
  },
  skipLocked: 'FOR UPDATE SKIP LOCKED',
  manyWorkers: true,
  readIndexes: (runner, table) =>
    runner.query(
      `SELECT name.relname AS name, pg_get_indexdef(made.indexrelid) AS sql
       FROM pg_index AS made JOIN pg_class AS name ON name.oid = made.indexrelid
       WHERE made.indrelid = to_regclass(?)
         AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = made.indexrelid)
       ORDER BY name.relname`,
      [table],
    ),
  selectRows: (table, columns) =>
    `SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::${table}, ?)`,
  rowsParameter: (rows, columns) => JSON.stringify(rows, [...columns]),
  async migrateAlone(runner, work) {
    await runner.query('SET lock_timeout = 0');
    await runner.query('SET statement_timeout = 0');
    await runner.query(`SELECT pg_advisory_lock(${migratingLock})`);
    try {
      return await work();
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(${migratingLock})`);
      await runner.query('RESET lock_timeout');
      await runner.query('RESET statement_timeout');
    }
  },
  // An index like any other: PostgreSQL keeps it.
  keepsSearchIndex: async () => true,
  async rebuildSearchIndex(runner) {
    await runner.query('REINDEX INDEX decision_search');
  },
  beginErasing: async () => {},
  async endErasing(database, tables) {
    for (const table of tables) await database.query(`VACUUM ${table}`);
  },
};

/** How a database is spoken to. */
export function dialectOf(database: DataSource | QueryRunner): Dialect {
  const { type } = 'options' in database ? database.options : database.connection.options;
  return type === 'postgres' ? postgres : sqlite;
}
