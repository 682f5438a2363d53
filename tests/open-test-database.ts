import type { DataSource, Logger } from 'typeorm';
import { migrateDatabase } from '../src/database/migrate-database.ts';
import { openDatabase } from '../src/database/open-database.ts';
import { createPostgres } from './postgres/create-postgres.ts';
import type { Template } from './postgres/shared-cluster.ts';

/** Of which kind the databases of this run are. Every test of the database runs once with each. */
export const testDatabaseType =
  process.env.REDRESS_TEST_DATABASE === 'postgres' ? 'postgres' : 'sqlite';

/** A database of one's own, empty but for its tables. Destroy it after the test. */
export async function openTestDatabase(): Promise<DataSource> {
  if (testDatabaseType === 'postgres') return (await openPostgres('migrated')).dataSource;
  const dataSource = await openDatabase({ url: 'sqlite::memory:' });
  await migrateDatabase(dataSource);
  return dataSource;
}

/** A database without tables. Destroy it after the test. */
export async function openEmptyDatabase(): Promise<DataSource> {
  if (testDatabaseType === 'postgres') return (await openPostgres('empty')).dataSource;
  return openDatabase({ url: 'sqlite::memory:' });
}

/** A PostgreSQL database of one's own that is deleted when it is destroyed. */
export async function openPostgres(
  template: Template,
  options: { readOnly?: boolean; logging?: boolean | Logger } = {},
): Promise<{ dataSource: DataSource; url: string }> {
  const { url, drop } = await createPostgres(template);
  const dataSource = await openDatabase({ url, ...options });
  const destroy = dataSource.destroy.bind(dataSource);
  dataSource.destroy = async () => {
    await destroy();
    await drop();
  };
  return { dataSource, url };
}
