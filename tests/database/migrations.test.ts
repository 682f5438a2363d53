import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { migrationNames } from '../../src/database/migrations/migrations.ts';
import { openEmptyDatabase, testDatabaseType } from '../open-test-database.ts';

const tableNames =
  testDatabaseType === 'postgres'
    ? 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1'
    : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";

let dataSource: DataSource;
beforeEach(async () => {
  dataSource = await openEmptyDatabase();
});
afterEach(() => dataSource.destroy());

describe('migrateDatabase', () => {
  it('makes exactly the tables, columns, indexes and foreign keys that the entities describe', async () => {
    await migrateDatabase(dataSource);
    // Entities do not say how texts are sorted; migrations do, in PostgreSQL.
    const texts = dataSource.entityMetadatas
      .flatMap(({ columns }) => columns)
      .filter(({ type }) => type === 'varchar' || type === 'text' || type === 'simple-json');
    if (testDatabaseType === 'postgres') for (const column of texts) column.collation = 'C';
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('makes no table that no entity describes', async () => {
    await migrateDatabase(dataSource);
    const rows: { name: string }[] = await dataSource.query(tableNames);
    const described = dataSource.entityMetadatas.map((entity) => entity.tableName);
    // Words of summaries: in PostgreSQL an index, in SQLite a table that FTS5 makes with three of its own.
    const search = ['', '_config', '_data', '_idx'].map((part) => `decision_search${part}`);
    expect(rows.map(({ name }) => name)).toEqual(
      [...described, 'migrations', ...(testDatabaseType === 'sqlite' ? search : [])].toSorted(),
    );
  });

  it('does nothing the second time', async () => {
    expect(await migrateDatabase(dataSource)).toEqual(migrationNames);
    expect(await migrateDatabase(dataSource)).toEqual([]);
  });

  it('is taken back table by table', async () => {
    await migrateDatabase(dataSource);
    for (const _migration of migrationNames) await dataSource.undoLastMigration();
    const rows: { name: string }[] = await dataSource.query(tableNames);
    expect(rows.map(({ name }) => name)).toEqual(['migrations']);
  });

  it('keeps foreign keys on afterwards', async () => {
    await migrateDatabase(dataSource);
    await expect(
      dataSource.query("INSERT INTO council_successor VALUES ('E00000001', 'E00000002')"),
    ).rejects.toThrow(/FOREIGN KEY constraint failed|violates foreign key constraint/);
  });

  it('lets no foreign key leave its subgraph', () => {
    const foreign = dataSource.entityMetadatas.flatMap((entity) =>
      entity.foreignKeys.map((key) => [entity.tableName, key.referencedEntityMetadata.tableName]),
    );
    expect(foreign.toSorted()).toEqual([
      ['council_successor', 'council'],
      ['council_successor', 'council'],
      ['course_delivery', 'course'],
      ['officer', 'council'],
      ['seminar_attendance', 'seminar'],
    ]);
  });
});

describe('migrateDatabase misused', () => {
  it('refuses a database of a later release and leaves it as it is', async () => {
    await migrateDatabase(dataSource);
    await dataSource.query(
      "INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'HolidayTables1999999999999')",
    );
    await expect(migrateDatabase(dataSource)).rejects.toMatchObject({
      code: 'DATABASE_TOO_NEW',
      migrations: ['HolidayTables1999999999999'],
      message:
        '[database] expected a database of this release or an older one, but got one with 1 later migration (HolidayTables1999999999999). Start the release that made it, or set DATABASE_URL to another database.',
    });
  });
});
