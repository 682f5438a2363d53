import { DataSource, type DataSourceOptions, type Logger } from 'typeorm';
import { DatabaseUnavailableError } from './database-errors.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { allEntities, type EntityClass } from './entities.ts';
import { migrations } from './migrations/migrations.ts';
import { explainPostgresError, explainPostgresErrors, nameOfPostgres } from './postgres-driver.ts';
import type { PostgresAddress } from './postgres-url.ts';
import {
  connectionStatements,
  expectedPragmas,
  explainSqliteError,
  nameBytes,
  sqliteOptions,
} from './sqlite-driver.ts';

export interface OpenDatabaseOptions {
  /** `sqlite:` and a path, of which a missing folder is made, or `postgres:` and a server: see `parseDatabaseUrl`. */
  url: string;
  /** Default: every entity. A subgraph that runs alone needs only its own. */
  entities?: readonly EntityClass[];
  /** Default: false. A logger of your own sees every statement. */
  logging?: boolean | Logger;
  /** Default: false. Statements that write then fail. */
  readOnly?: boolean;
}

/** A SQLite file that is open, and perhaps a second connection to it that is not in use: see `onOwnConnection`. */
export class SqliteDataSource extends DataSource {
  #idle: DataSource | undefined;
  #isClosing = false;

  /** The second connection, for whoever uses it alone from now on. */
  takeIdle(): DataSource | undefined {
    const idle = this.#idle;
    this.#idle = undefined;
    return idle;
  }

  /** Keeps a second connection until it is taken or this one is closed. @returns whether it does: it keeps one. */
  keepIdle(connection: DataSource): boolean {
    if (this.#isClosing || this.#idle !== undefined) return false;
    this.#idle = connection;
    return true;
  }

  override async destroy(): Promise<void> {
    this.#isClosing = true;
    try {
      await this.takeIdle()?.destroy();
    } finally {
      await super.destroy();
    }
  }
}

/**
 * An open connection to the database. It is not migrated: see `migrateDatabase`.
 *
 * @throws DatabaseUnavailableError when it cannot be opened or does not take the settings it needs.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<DataSource> {
  const address = parseDatabaseUrl(options.url);
  return address.type === 'sqlite'
    ? openSqlite(address.path, options)
    : openPostgres(address, options);
}

async function openSqlite(path: string, options: OpenDatabaseOptions): Promise<DataSource> {
  const readOnly = options.readOnly ?? false;
  const dataSource = new SqliteDataSource({
    ...sqliteOptions(path, readOnly),
    ...commonOptions(options),
  });
  nameBytes(dataSource);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw explainSqliteError(error, path);
  }
  try {
    await applySettings(dataSource, path, readOnly);
  } catch (error) {
    await dataSource.destroy();
    throw error instanceof DatabaseUnavailableError ? error : explainSqliteError(error, path);
  }
  return dataSource;
}

async function openPostgres(
  address: PostgresAddress,
  options: OpenDatabaseOptions,
): Promise<DataSource> {
  const { postgresOptions } = await import('./postgres-options.ts');
  const dataSource = new DataSource({
    ...postgresOptions(address, options.readOnly ?? false),
    ...commonOptions(options),
  });
  const name = nameOfPostgres(address);
  try {
    await dataSource.initialize();
  } catch (error) {
    throw explainPostgresError(error, name);
  }
  explainPostgresErrors(dataSource, name);
  try {
    if (!options.readOnly) await refuseHastyCommits(dataSource, name);
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

/** What was said to be sent must be so after a power cut: a commit that is not on the disk yet is none. */
async function refuseHastyCommits(dataSource: DataSource, name: string): Promise<void> {
  const [row] = await dataSource.query<{ synchronous_commit: string }[]>('SHOW synchronous_commit');
  if (row?.synchronous_commit !== 'off') return;
  throw new DatabaseUnavailableError(
    `[database] ${name}: expected the setting synchronous_commit to be on, but got off: what was sent could be forgotten in a power cut, and be sent again. Say ALTER DATABASE … SET synchronous_commit = on.`,
  );
}

function commonOptions({ entities = allEntities, logging = false }: OpenDatabaseOptions) {
  return {
    ...loggingOptions(logging),
    entities: [...entities],
    migrations: [...migrations],
    migrationsTransactionMode: 'all' as const,
    synchronize: false,
  };
}

async function applySettings(dataSource: DataSource, path: string, readOnly: boolean) {
  for (const statement of connectionStatements) await dataSource.query(statement);
  for (const { name, expected } of expectedPragmas(path, readOnly)) {
    const [row] = await dataSource.query<Record<string, unknown>[]>(`PRAGMA ${name}`);
    const got = Object.values(row ?? {})[0];
    if (got !== expected) {
      throw new DatabaseUnavailableError(
        `[database] ${path}: expected the setting ${name} to be ${expected}, but got ${String(got)}. A network drive often cannot do this: set DATABASE_URL to a file on a local disk.`,
      );
    }
  }
}

function loggingOptions(logging: boolean | Logger): Pick<DataSourceOptions, 'logging' | 'logger'> {
  return typeof logging === 'boolean' ? { logging } : { logging: true, logger: logging };
}
