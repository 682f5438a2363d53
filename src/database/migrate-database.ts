import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { DatabaseTooNewError } from './database-errors.ts';
import { dialectOf } from './dialect.ts';
import { migrationNames } from './migrations/migrations.ts';

/**
 * Brings the tables up to date. All pending migrations are one transaction. Of two programs
 * that start at once on PostgreSQL, one waits for the other.
 *
 * @returns the names of the migrations run now, oldest first; none when nothing was to be done.
 * @throws DatabaseTooNewError when a later release has been at this database; nothing is changed then.
 */
export async function migrateDatabase(dataSource: DataSource): Promise<string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    return await dialectOf(runner).migrateAlone(runner, async () => {
      await refuseNewerDatabase(runner);
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = 'all';
      const done = await executor.executePendingMigrations();
      if (!(await dialectOf(runner).keepsSearchIndex(runner, done.length > 0))) {
        await makeSearchIndex(runner);
      }
      return done.map((migration) => migration.name);
    });
  } finally {
    await runner.release();
  }
}

/** A migration may have copied the table of decisions, on which SQLite's index of words depends. */
async function makeSearchIndex(runner: QueryRunner): Promise<void> {
  await runner.startTransaction();
  try {
    await dialectOf(runner).rebuildSearchIndex(runner);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction().catch(() => {});
    throw error;
  }
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
