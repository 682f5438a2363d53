import { describe, expect, it } from 'vitest';
import { tableOwners } from '../../src/database/databases.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { migrationNames } from '../../src/database/migrations/migrations.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { entitiesOf } from '../database/own-databases.ts';

const open = () => openDatabase({ url: 'sqlite::memory:' });

async function readTables(dataSource: Awaited<ReturnType<typeof open>>): Promise<string[]> {
  // The index of words is not an entity, and its own tables are named after it.
  const rows: { name: string }[] = await dataSource.query(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'decision_search%' ORDER BY name",
  );
  return rows.map(({ name }) => name);
}

describe('every migration', () => {
  it.each(tableOwners)(
    'has a part for %s alone, which makes the tables of its entities and no others',
    async (owner) => {
      const dataSource = await open();
      try {
        expect(await migrateDatabase(dataSource, [owner])).toEqual(migrationNames);
        expect(await migrateDatabase(dataSource, [owner])).toEqual([]);
        const own = entitiesOf[owner].map((entity) => dataSource.getMetadata(entity).tableName);
        expect(await readTables(dataSource)).toEqual([...own, 'migrations'].toSorted());
      } finally {
        await dataSource.destroy();
      }
    },
  );

  it('makes the same tables for those who move in one by one as for all at once', async () => {
    const [grown, whole] = [await open(), await open()];
    try {
      for (const owner of tableOwners) await migrateDatabase(grown, [owner]);
      await migrateDatabase(whole);
      const schema =
        "SELECT name, sql FROM sqlite_master WHERE name <> 'sqlite_sequence' ORDER BY name";
      expect(await grown.query(schema)).toEqual(await whole.query(schema));
    } finally {
      await grown.destroy();
      await whole.destroy();
    }
  });
});
