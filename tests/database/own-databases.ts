import type { DataSource } from 'typeorm';
import {
  asDatabases,
  type Databases,
  forEachOwner,
  type TableOwner,
  tableOwners,
} from '../../src/database/databases.ts';
import {
  accessEntities,
  councilsEntities,
  decisionsEntities,
  type EntityClass,
  recommendationsEntities,
  reportsEntities,
  trainingEntities,
} from '../../src/database/entities.ts';
import { LoadedDataset } from '../../src/database/loaded-dataset.entity.ts';
import { migrateDatabases } from '../../src/database/open-databases.ts';
import { openEmptyDatabase } from '../open-test-database.ts';

/** Which entities are whose. */
export const entitiesOf: Readonly<Record<TableOwner, readonly EntityClass[]>> = {
  councils: councilsEntities,
  decisions: decisionsEntities,
  recommendations: recommendationsEntities,
  training: trainingEntities,
  reports: reportsEntities,
  house: [...accessEntities, LoadedDataset],
};

/** A database for each owner of tables, migrated and empty. Close them after the test. */
export async function openOwnDatabases(): Promise<Databases> {
  const opened = new Map<TableOwner, DataSource>();
  for (const owner of tableOwners) opened.set(owner, await openEmptyDatabase());
  const databases = forEachOwner((owner) => {
    const database = opened.get(owner);
    if (database === undefined) throw new Error(`No database was opened for ${owner}.`);
    return database;
  });
  await migrateDatabases(databases);
  return databases;
}

/** Every row of every table, wherever it lies, but for API keys, leases of workers, and for when corrections were made. */
export async function dumpDatabases(
  given: DataSource | Databases,
): Promise<Record<string, unknown[]>> {
  const databases = asDatabases(given);
  const dump: Record<string, unknown[]> = {};
  for (const owner of tableOwners) {
    for (const entity of entitiesOf[owner]) {
      const { tableName, primaryColumns } = databases[owner].getMetadata(entity);
      if (tableName === 'api_key' || tableName === 'work_lease') continue;
      const key = primaryColumns.map(({ databaseName }) => databaseName).join(', ');
      const rows: Record<string, unknown>[] = await databases[owner].query(
        `SELECT * FROM ${tableName} ORDER BY ${key}`,
      );
      dump[tableName] = rows.map(({ made_at, ...row }) => withoutKinds(row));
    }
  }
  return dump;
}

/** SQLite has 0 and 1 for false and true. */
function withoutKinds(row: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? Number(value) : value,
  ]);
  return Object.fromEntries(values);
}
