import type { Command } from 'commander';
import type { DataSource } from 'typeorm';
import { parseSettings } from '../../config/settings.ts';
import { dialectOf } from '../../database/dialect.ts';
import { migrateDatabase } from '../../database/migrate-database.ts';
import { openDatabase } from '../../database/open-database.ts';
import { type RebuiltTable, rebuildAll } from '../../database/rollups/rebuild-all.ts';
import { inWriteTransaction } from '../../database/write-transaction.ts';
import { createProgressBar } from '../progress-bar.ts';

/** `redress migrate`: brings the database's tables up to date, and with `--rebuild` makes every count again. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('brings the tables of the database up to date')
    .option('--rebuild', 'then counts all casework again and says which counts were wrong')
    .action(async (options: { rebuild?: boolean }) => {
      const database = await openDatabase({ url: parseSettings(process.env).databaseUrl });
      try {
        const names = await migrateDatabase(database);
        const lines =
          names.length === 0 ? ['The database is up to date.'] : names.map((n) => `ran ${n}`);
        process.stdout.write(`${lines.join('\n')}\n`);
        if (options.rebuild) await rebuild(database);
      } finally {
        await database.destroy();
      }
    });
}

/** All of it or nothing: when it is interrupted the counts are as they were. */
async function rebuild(database: DataSource): Promise<void> {
  const bar = createProgressBar({ stream: process.stdout });
  const tables = await inWriteTransaction(database, async (runner) => {
    const rebuilt = await rebuildAll(runner, (_table, done, total) =>
      bar.update('tables of counts', done, total),
    );
    await dialectOf(runner).rebuildSearchIndex(runner);
    return rebuilt;
  });
  bar.finish();
  for (const table of tables) process.stdout.write(`${describe(table)}\n`);
  process.stdout.write('decision_search: the words of summaries, indexed again.\n');
}

function describe({ table, rows, made, dropped, examples }: RebuiltTable): string {
  const count = rows.toLocaleString('en-GB');
  if (made + dropped === 0) return `${table}: ${count} rows, none of them wrong.`;
  return `${table}: ${count} rows; ${made} made or put right, ${dropped} dropped (${examples.join(', ')}${made + dropped > examples.length ? ' …' : ''}).`;
}
