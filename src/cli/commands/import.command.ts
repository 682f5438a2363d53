import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { importFile } from '../../database/imports/import-file.ts';
import { importKindNames } from '../../database/imports/import-kinds.ts';
import { CommandError } from '../command.error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { withDatabase } from '../with-database.ts';

/** `redress import KIND FILE…`: CSV files into the database, each all or nothing. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('imports CSV files: each is taken whole, or refused with every bad row named')
    .argument('<kind>', `what the files hold: ${importKindNames.join(', ')}`)
    .argument('<file...>', 'CSV files, UTF-8, with a header row')
    .action((kind: string, files: string[]) =>
      withDatabase(async (database) => {
        const known = importKindNames.find((name) => name === kind);
        if (known === undefined) {
          throw new CommandError(
            'IMPORT_KIND_UNKNOWN',
            `[import] KIND must be one of ${importKindNames.join(', ')}, but got ${JSON.stringify(kind)}.`,
          );
        }
        for (const file of files) {
          const size = await fileSize(file);
          const bar = createProgressBar({ stream: process.stdout });
          const source = { name: file, stream: createReadStream(file) };
          const result = await importFile(database, known, source, {
            onProgress: ({ bytes }) => bar.update(file, Math.min(bytes, size), size),
          });
          bar.finish();
          process.stdout.write(
            `${file}: ${result.rows} rows, ${result.created} new, ${result.changed} changed, ${result.same} the same.\n`,
          );
        }
      }),
    );
}

async function fileSize(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch {
    // Told below.
  }
  throw new CommandError(
    'FILE_NOT_FOUND',
    `[import] FILE must be a file that can be read, but got ${JSON.stringify(file)}. Check the path.`,
  );
}
