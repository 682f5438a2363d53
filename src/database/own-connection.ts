import type { DataSource } from 'typeorm';
import { openDatabase } from './open-database.ts';
import { inMemory } from './sqlite-driver.ts';

/**
 * Runs work on a data source that nothing else uses meanwhile, for a transaction of its own. On SQLite, which has one
 * connection to a data source, that is another one to the same file; a database in memory has no other, and neither
 * has PostgreSQL need of one, where each transaction takes a connection from the pool.
 */
export async function onOwnConnection<T>(
  database: DataSource,
  work: (database: DataSource) => Promise<T>,
): Promise<T> {
  const { type, database: path } = database.options;
  if (type !== 'sqlite' || typeof path !== 'string' || path === inMemory) return work(database);
  const own = await openDatabase({ url: `sqlite:${path}` });
  try {
    return await work(own);
  } finally {
    await own.destroy();
  }
}
