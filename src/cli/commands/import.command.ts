import type { Command } from 'commander';
import type { Databases } from '../../database/databases.ts';
import { type ImportOptions, importFiles } from '../../database/imports/import-file.ts';
import { type ImportKindName, importKindNames } from '../../database/imports/import-kinds.ts';
import { tryImport } from '../../database/imports/try-import.ts';
import { CommandError } from '../command.error.ts';
import { describeForecast } from '../describe-forecast.ts';
import { type OpenSource, openSource } from '../import-sources.ts';
import { createProgressBar } from '../progress-bar.ts';
import { stopSignal } from '../stop-signal.ts';
import { withDatabases } from '../with-databases.ts';

interface ImportFlags {
  dryRun: boolean;
  quiet: boolean;
}

/** `redress import KIND FILE…`: CSV files into the database, all of them or nothing. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('imports CSV files: all are taken whole, or refused with every bad row named')
    .argument('<kind>', `what the files hold: ${importKindNames.join(', ')}`)
    .argument('<file...>', 'CSV files, UTF-8, with a header row; - is standard input')
    .option('--dry-run', 'say what would change, and write nothing', false)
    .option('--quiet', 'show no progress', false)
    .action((word: string, files: string[], flags: ImportFlags) =>
      withDatabases(async (databases) => {
        const kind = readKind(word);
        const stopping = new AbortController();
        stopSignal().then(() => stopping.abort());
        const sources: OpenSource[] = [];
        try {
          for (const file of files) sources.push(await openSource(file, stopping.signal));
          await (flags.dryRun ? forecast : take)(databases, kind, sources, flags);
        } catch (error) {
          if (!stopping.signal.aborted) throw error;
          throw new CommandError(
            'IMPORT_INTERRUPTED',
            `[import:${kind}] expected to read all files to their end, but was stopped; nothing was written. Import them again.`,
          );
        } finally {
          for (const source of sources) await source.close();
        }
      }),
    );
}

function readKind(word: string): ImportKindName {
  const known = importKindNames.find((name) => name === word);
  if (known !== undefined) return known;
  throw new CommandError(
    'IMPORT_KIND_UNKNOWN',
    `[import] KIND must be one of ${importKindNames.join(', ')}, but got ${JSON.stringify(word)}.`,
  );
}

async function take(
  databases: Databases,
  kind: ImportKindName,
  sources: readonly OpenSource[],
  flags: ImportFlags,
) {
  const results = await withProgress(sources, flags, (options) =>
    importFiles(databases, kind, sources, options),
  );
  for (const [at, result] of results.entries()) {
    process.stdout.write(
      `${sources[at]?.name}: ${result.rows} rows, ${result.created} new, ${result.changed} changed, ${result.same} the same.\n`,
    );
  }
}

async function forecast(
  databases: Databases,
  kind: ImportKindName,
  sources: readonly OpenSource[],
  flags: ImportFlags,
) {
  const forecasts = await withProgress(sources, flags, (options) =>
    tryImport(databases, kind, sources, options),
  );
  for (const found of forecasts) process.stdout.write(describeForecast(found));
  process.stdout.write('Nothing was written.\n');
  if (forecasts.some(({ refusal }) => refusal !== null)) process.exitCode = 1;
}

/** Draws how many rows were read, of as many as the file seems to have. */
async function withProgress<T>(
  sources: readonly OpenSource[],
  { quiet }: ImportFlags,
  run: (options: ImportOptions) => Promise<T>,
): Promise<T> {
  if (quiet) return run({});
  const sizes = new Map(sources.map(({ name, size }) => [name, size]));
  const bar = createProgressBar({ stream: process.stdout });
  try {
    return await run({
      onProgress: ({ file, rows, bytes }) => {
        const size = sizes.get(file) ?? null;
        const total = size === null ? null : Math.round((rows * Math.max(size, bytes)) / bytes);
        if (bytes > 0) bar.update(file, rows, total);
      },
    });
  } finally {
    bar.finish();
  }
}
