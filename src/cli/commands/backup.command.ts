import { join, parse } from 'node:path';
import type { Command } from 'commander';
import { parseSettings } from '../../config/settings.ts';
import { backUpDatabase } from '../../database/backup/backup-database.ts';
import { type CheckedBackup, checkBackup } from '../../database/backup/check-backup.ts';
import { restoreDatabase } from '../../database/backup/restore-database.ts';
import { listDatabases } from '../../database/open-databases.ts';
import { createProgressBar } from '../progress-bar.ts';
import { stopSignal } from '../stop-signal.ts';

/** `redress backup FILE` and `redress restore FILE`. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('writes a checked copy of the database to a file, while others use it')
    .argument('<file>', 'a new file, for example redress-2026-11-25.backup')
    .option('--force', 'puts it in the place of a file that is there')
    .option('--check', 'writes nothing: reads FILE, and says whether it is a whole backup')
    .action(async (file: string, options: { force?: boolean; check?: boolean }) => {
      const settings = parseSettings(process.env);
      const { postgresTools } = settings;
      if (options.check) {
        process.stdout.write(describe(file, await checkBackup(file, { postgresTools })));
        return;
      }
      const stopping = new AbortController();
      stopSignal().then(() => stopping.abort());
      const bar = createProgressBar({ stream: process.stderr });
      for (const { url, owners } of listDatabases(settings)) {
        const own = owners.includes('house') ? file : addName(file, owners.join('-'));
        const checked = await backUpDatabase({
          url,
          file: own,
          force: options.force ?? false,
          postgresTools,
          onProgress: (done, total) => bar.update(total === null ? 'bytes' : 'pages', done, total),
          signal: stopping.signal,
        }).finally(() => bar.finish());
        process.stdout.write(describe(own, checked));
      }
    });
  program
    .command('restore')
    .description('puts a backup where DATABASE_URL says; stop the server first')
    .argument('<file>', 'a file that "redress backup" wrote')
    .option('--force', 'puts it in the place of the SQLite database that is there')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const { databaseUrl: url, postgresTools } = parseSettings(process.env);
      const checked = await restoreDatabase({ file, url, force, postgresTools });
      process.stdout.write(`${describe(file, checked)}It is in its place.\n`);
    });
}

/** `redress.backup` and `decisions` give `redress.decisions.backup`. */
function addName(file: string, name: string): string {
  const { dir, name: start, ext } = parse(file);
  return join(dir, `${start}.${name}${ext}`);
}

function describe(file: string, { bytes, tables, pending }: CheckedBackup): string {
  const rows = [...tables.values()].reduce((sum, count) => sum + count, 0);
  const size = `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`;
  const later =
    pending.length === 0
      ? ''
      : `It was made by an older release: the next start runs ${pending.length === 1 ? 'a migration' : `${pending.length} migrations`}.\n`;
  return `${file} is whole: ${tables.size} tables, ${rows.toLocaleString('en-GB')} rows, ${size}.\n${later}`;
}
