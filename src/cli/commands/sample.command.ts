import type { Command } from 'commander';
import { nameOfDatabase } from '../../database/open-databases.ts';
import { isSampleWanted, loadSample } from '../../database/sample/load-sample.ts';
import { createProgressBar } from '../progress-bar.ts';
import { withDatabases } from '../with-databases.ts';

/** `redress sample`: fills an empty database with the sample dataset. */
export function addSampleCommand(program: Command): void {
  program
    .command('sample')
    .description('fills an empty database with the sample dataset')
    .action(() =>
      withDatabases(async (databases, settings) => {
        if (!(await isSampleWanted(databases))) {
          process.stdout.write(
            `${nameOfDatabase(settings.databaseUrl)} already holds councils: nothing was changed.\n`,
          );
          return;
        }
        const bar = createProgressBar({ stream: process.stdout });
        const { counts } = await loadSample(databases, {
          onProgress: ({ phase, done, total }) => bar.update(phase, done, total),
        });
        bar.finish();
        for (const [what, count] of Object.entries(counts)) {
          process.stdout.write(`${String(count).padStart(8)}  ${what}\n`);
        }
      }),
    );
}
