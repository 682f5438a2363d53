import type { Command } from 'commander';
import { parseSettings } from '../../config/settings.ts';
import { migrateDatabase } from '../../database/migrate-database.ts';
import { openDatabase } from '../../database/open-database.ts';

/** `redress migrate`: brings the database's tables up to date. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('brings the tables of the database up to date')
    .action(async () => {
      const database = await openDatabase({ url: parseSettings(process.env).databaseUrl });
      try {
        const names = await migrateDatabase(database);
        const lines =
          names.length === 0 ? ['The database is up to date.'] : names.map((n) => `ran ${n}`);
        process.stdout.write(`${lines.join('\n')}\n`);
      } finally {
        await database.destroy();
      }
    });
}
