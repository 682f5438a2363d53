import type { DataSource } from 'typeorm';
import { asDatabases, type Databases, eachOnce, forEachOwner } from './databases.ts';
import { openDatabase } from './open-database.ts';
import { inMemory } from './sqlite-driver.ts';

/**
 * Runs work on data sources that nothing else uses meanwhile, for a transaction of its own. On SQLite, which has one
 * connection to a data source, that is another one to the same file; a database in memory has no other, and neither
 * has PostgreSQL need of one, where each transaction takes a connection from the pool.
 */
export async function onOwnConnection<T>(
  given: DataSource | Databases,
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const databases = asDatabases(given);
  const own = new Map<DataSource, DataSource>();
  try {
    for (const { thing } of eachOnce(databases)) {
      const { type, database: path } = thing.options;
      if (type !== 'sqlite' || typeof path !== 'string' || path === inMemory) continue;
      own.set(thing, await openDatabase({ url: `sqlite:${path}` }));
    }
    return await work(forEachOwner((owner) => own.get(databases[owner]) ?? databases[owner]));
  } finally {
    for (const database of own.values()) await database.destroy();
  }
}
