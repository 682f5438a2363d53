import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { DatabaseTooNewError } from './database-errors.ts';
import { type TableOwner, tableOwners } from './databases.ts';
import { dialectOf } from './dialect.ts';
import { migrateFor } from './migrations/define-migration.ts';
import { migrationNames, migrations } from './migrations/migrations.ts';

/** A table by which it is seen that an owner's tables are there. */
const landmarks: Readonly<Record<TableOwner, string>> = {
  councils: 'council',
  decisions: 'decision',
  recommendations: 'recommendation',
  training: 'course',
  reports: 'edition',
  house: 'api_key',
};

/**
 * Brings the tables up to date: those that are there, and those of the owners that live in this database. All pending
 * migrations are one transaction. Of two programs that start at once on PostgreSQL, one waits for the other.
 *
 * @param owners Who lives in this database. Tables of others that are there from before stay and are kept up to date.
 * @returns the names of the migrations run now, oldest first; none when nothing was to be done.
 * @throws DatabaseTooNewError when a later release has been at this database; nothing is changed then.
 */
export async function migrateDatabase(
  dataSource: DataSource,
  owners: readonly TableOwner[] = tableOwners,
): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    return await dialectOf(runner).migrateAlone(runner, async () => {
      await refuseNewerDatabase(runner);
      await runner.beforeMigration();
      await runner.startTransaction();
      try {
        const names = await migrateTables(dataSource, runner, owners);
        await keepSearchIndex(runner, names.length > 0);
        await runner.commitTransaction();
        return names;
      } catch (error) {
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
        throw error;
      } finally {
        await runner.afterMigration();
      }
    });
  } finally {
    await runner.release();
  }
}

async function migrateTables(
  dataSource: DataSource,
  runner: QueryRunner,
  owners: readonly TableOwner[],
): Promise<string[]> {
  const present: TableOwner[] = [];
  for (const owner of tableOwners) {
    if (await runner.hasTable(landmarks[owner])) present.push(owner);
  }
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'all';
  const done = await migrateFor(runner, present, () => executor.executePendingMigrations());
  const missing = owners.filter((owner) => !present.includes(owner));
  if (missing.length === 0) return done.map((migration) => migration.name);
  // Who moves in gets everything from the first migration on.
  await migrateFor(runner, missing, async () => {
    for (const Migration of migrations) await new Migration().up(runner);
  });
  return [...migrationNames];
}

/** A migration may have copied the table of decisions, on which SQLite's index of words depends. */
async function keepSearchIndex(runner: QueryRunner, hasMigrated: boolean): Promise<void> {
  if (!(await runner.hasTable(landmarks.decisions))) return;
  const { keepsSearchIndex, rebuildSearchIndex } = dialectOf(runner);
  if (!(await keepsSearchIndex(runner, hasMigrated))) await rebuildSearchIndex(runner);
}

async function refuseNewerDatabase(runner: QueryRunner): Promise<void> {
  const unknown = (await appliedMigrations(runner)).filter(
    (name) => !migrationNames.includes(name),
  );
  if (unknown.length === 0) return;
  throw new DatabaseTooNewError(
    `[database] expected a database of this release or an older one, but got one with ${unknown.length} later ${unknown.length === 1 ? 'migration' : 'migrations'} (${unknown.join(', ')}). Start the release that made it, or set DATABASE_URL to another database.`,
    unknown,
  );
}

async function appliedMigrations(runner: QueryRunner): Promise<string[]> {
  if (!(await runner.hasTable('migrations'))) return [];
  const rows: { name: string }[] = await runner.query('SELECT name FROM migrations ORDER BY id');
  return rows.map((row) => row.name);
}
