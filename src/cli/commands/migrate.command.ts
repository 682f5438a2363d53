import type { Command } from 'commander';
import { parseSettings } from '../../config/settings.ts';
import { closeDatabases, type Databases, type TableOwner } from '../../database/databases.ts';
import { dialectOf } from '../../database/dialect.ts';
import { migrateDatabases, openDatabases } from '../../database/open-databases.ts';
import { type RebuiltTable, rebuildAll } from '../../database/rollups/rebuild-all.ts';
import { inWriteTransaction } from '../../database/write-transaction.ts';
import { createProgressBar } from '../progress-bar.ts';

/** `redress migrate`: brings the database's tables up to date, and with `--rebuild` makes every count again. */
export function addMigrateCommand(program: Command): void {
  program
    .command('migrate')
    .description('brings the tables of the databases up to date')
    .option('--rebuild', 'then counts all casework again and says which counts were wrong')
    .action(async (options: { rebuild?: boolean }) => {
      const settings = parseSettings(process.env);
      const databases = await openDatabases(settings);
      try {
        const migrated = await migrateDatabases(databases, settings);
        for (const database of migrated) {
          const of = migrated.length === 1 ? '' : ` of ${describeOwners(database.owners)}`;
          const lines =
            database.names.length === 0
              ? [`The database${of} is up to date.`]
              : database.names.map(
                  (name) => `ran ${name}${of === '' ? '' : ` in the database${of}`}`,
                );
          process.stdout.write(`${lines.join('\n')}\n`);
        }
        if (options.rebuild) await rebuild(databases);
      } finally {
        await closeDatabases(databases);
      }
    });
}

/** `decisions`, or `training, councils and the house`. */
function describeOwners(owners: readonly TableOwner[]): string {
  const names = owners.map((owner) => (owner === 'house' ? 'the house' : owner));
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** All of it or nothing: when it is interrupted the counts are as they were. */
async function rebuild(databases: Databases): Promise<void> {
  const bar = createProgressBar({ stream: process.stdout });
  const tables = await inWriteTransaction(databases, async (runners) => {
    const rebuilt = await rebuildAll(runners, (_table, done, total) =>
      bar.update('tables of counts', done, total),
    );
    await dialectOf(runners.decisions).rebuildSearchIndex(runners.decisions);
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
