import type { DataSource } from 'typeorm';
import { asDatabases, type Databases, eachOnce, forEachOwner } from './databases.ts';
import { openDatabase, SqliteDataSource } from './open-database.ts';
import { inMemory } from './sqlite-driver.ts';

/** Data sources that nothing else uses. */
export interface OwnConnection {
  readonly databases: Databases;
  close(): Promise<void>;
}

/**
 * Opens data sources that nothing else uses, for transactions of their own and for writes that may have to wait. On
 * SQLite, which has one connection to a data source, that is another one to the same file; a database in memory has no
 * other, and neither has PostgreSQL need of one, where each transaction takes a connection from the pool.
 */
export async function openOwnConnection(given: DataSource | Databases): Promise<OwnConnection> {
  const databases = asDatabases(given);
  const own = new Map<DataSource, DataSource>();
  const close = async () => {
    for (const [database, beside] of own) await closeBeside(database, beside);
  };
  try {
    for (const { thing } of eachOnce(databases)) own.set(thing, await openBeside(thing));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    databases: forEachOwner((owner) => own.get(databases[owner]) as DataSource),
    close,
  };
}

/**
 * Runs work on data sources that nothing else uses meanwhile. On SQLite one connection stays open for the next such work, until
 * the data source is closed: to open one costs several times what most work does on it.
 */
export async function onOwnConnection<T>(
  given: DataSource | Databases,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const databases = asDatabases(given);
  const own = new Map<DataSource, DataSource>();
  let isDone = false;
  try {
    for (const { thing } of eachOnce(databases)) own.set(thing, await takeBeside(thing));
    const result = await work(forEachOwner((owner) => own.get(databases[owner]) as DataSource));
    isDone = true;
    return result;
  } finally {
    for (const [database, beside] of own) {
      // What failed may have left its connection in any state.
      await (isDone ? putBeside(database, beside) : closeBeside(database, beside));
    }
  }
}

async function takeBeside(database: DataSource): Promise<DataSource> {
  const idle = database instanceof SqliteDataSource ? database.takeIdle() : undefined;
  return idle ?? openBeside(database);
}

async function putBeside(database: DataSource, beside: DataSource): Promise<void> {
  if (beside === database) return;
  // A freeze's worth of pages is not kept for what may not come. The work is done: that this fails is no failure of it.
  const isSound = await beside.query('PRAGMA shrink_memory').then(
    () => true,
    () => false,
  );
  const isKept = isSound && database instanceof SqliteDataSource && database.keepIdle(beside);
  if (!isKept) await beside.destroy();
}

async function closeBeside(database: DataSource, beside: DataSource): Promise<void> {
  if (beside !== database) await beside.destroy();
}

/** Another connection to the same file; the data source itself where it needs no other. */
async function openBeside(database: DataSource): Promise<DataSource> {
  const { type, database: path } = database.options;
  if (type !== 'sqlite' || typeof path !== 'string' || path === inMemory) return database;
  return openDatabase({ url: `sqlite:${path}` });
}
