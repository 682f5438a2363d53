import { parseSettings, type Settings } from '../config/settings.ts';
import { closeDatabases, type Databases } from '../database/databases.ts';
import { openMigratedDatabases } from '../database/open-databases.ts';

/** Runs something on the databases of the settings, brought up to date, and closes them. */
export async function withDatabases<T>(
  run: (databases: Databases, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = parseSettings(process.env);
  const databases = await openMigratedDatabases(settings);
  try {
    return await run(databases, settings);
  } finally {
    await closeDatabases(databases);
  }
}
