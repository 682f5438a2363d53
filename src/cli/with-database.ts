import type { DataSource } from 'typeorm';
import { parseSettings, type Settings } from '../config/settings.ts';
import { migrateDatabase } from '../database/migrate-database.ts';
import { openDatabase } from '../database/open-database.ts';

/** Runs something on the database of the settings, brought up to date, and closes it. */
export async function withDatabase<T>(
  run: (database: DataSource, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = parseSettings(process.env);
  const database = await openDatabase({ url: settings.databaseUrl });
  try {
    await migrateDatabase(database);
    return await run(database, settings);
  } finally {
    await database.destroy();
  }
}
