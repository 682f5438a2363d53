import type { DataSource } from 'typeorm';
import { asDatabases, type Databases, eachOnce, forEachOwner } from './databases.ts';
import { openDatabase } from './open-database.ts';
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
    for (const database of own.values()) await database.destroy();
  };
  try {
    for (const { thing } of eachOnce(databases)) {
      const { type, database: path } = thing.options;
      if (type !== 'sqlite' || typeof path !== 'string' || path === inMemory) continue;
      own.set(thing, await openDatabase({ url: `sqlite:${path}` }));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    databases: forEachOwner((owner) => own.get(databases[owner]) ?? databases[owner]),
    close,
  };
}

/** Runs work on data sources that nothing else uses meanwhile. */
export async function onOwnConnection<T>(
  given: DataSource | Databases,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const own = await openOwnConnection(given);
  try {
    return await work(own.databases);
  } finally {
    await own.close();
  }
}
