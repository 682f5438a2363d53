import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  findOpenDataTable,
  openDataTableNames,
  readOpenDataTable,
} from '../../composition/open-data.ts';
import type { Databases } from '../../database/databases.ts';
import { exportKinds } from '../../database/exports/export-kinds.ts';
import { exportRows } from '../../database/exports/export-rows.ts';
import { describeKinds } from '../../database/exports/kinds-package.ts';
import type { TableColumn, TableRow } from '../../database/exports/table.ts';
import { writeCsv } from '../../database/exports/write-csv.ts';
import { writeWholeFile } from '../../database/exports/write-whole-file.ts';
import { writeXlsx } from '../../database/exports/write-xlsx.ts';
import { importKindNames } from '../../database/imports/import-kinds.ts';
import { CommandError } from '../command.error.ts';
import { createProgressBar } from '../progress-bar.ts';
import { withDatabases } from '../with-databases.ts';
import { withRedress } from '../with-redress.ts';

interface ExportOptions {
  format?: string;
  output?: string;
  includePersonal?: boolean;
  yearEnding?: string;
}

const formats = ['csv', 'xlsx'] as const;
type Format = (typeof formats)[number];

/** Asked for in place of a kind: what describes the files of all kinds. */
const descriptor = 'datapackage';

const names = [...importKindNames, ...openDataTableNames, descriptor].join(', ');

/** `redress export KIND`: a table as CSV or as an Excel workbook, to a file or to the terminal. */
export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description(
      'writes a table as CSV or Excel workbook; what is exported imports again unchanged',
    )
    .argument('<kind>', `what to write: ${names}`)
    .option('--format <format>', 'csv or xlsx (default: by the ending of the file, else csv)')
    .option('--output <file>', 'the file to write (default: the standard output)')
    .option('--year-ending <year>', 'of a yearly table: the year ending 31 March')
    .option('--include-personal', 'write personal data too, for kinds that hold any')
    .action(async (kind: string, options: ExportOptions) => {
      if (kind === descriptor) {
        const text = `${JSON.stringify(describeKinds(), null, 2)}\n`;
        return write(onePiece(Buffer.from(text)), options.output);
      }
      const yearly = findOpenDataTable(kind);
      if (yearly !== undefined) return exportYearlyTable(yearly, options);
      const known = importKindNames.find((name) => name === kind);
      if (known === undefined) {
        throw new CommandError(
          'EXPORT_KIND_UNKNOWN',
          `[export] KIND must be one of ${names}, but got ${JSON.stringify(kind)}.`,
        );
      }
      if (options.yearEnding !== undefined) {
        throw new CommandError(
          'OPTION_INVALID',
          `[export] --year-ending is for yearly tables (${openDataTableNames.join(', ')}), but ${known} has the rows of all years. Leave it out.`,
        );
      }
      const format = readFormat(options);
      const { columns, personalData } = exportKinds[known];
      if (personalData !== null && options.includePersonal !== true) {
        throw new CommandError(
          'EXPORT_PERSONAL_DATA',
          `[export] ${known} holds personal data: ${personalData}. Say --include-personal if you mean to export it, and keep the file where only those who may read it can.`,
        );
      }
      await assertFolder(options.output);
      await withDatabases((databases) =>
        exportKind(databases, known, format, columns, options.output),
      );
    });
}

/** One of the yearly open-data tables: the same bytes as under `/data`. */
async function exportYearlyTable(
  table: NonNullable<ReturnType<typeof findOpenDataTable>>,
  options: ExportOptions,
): Promise<void> {
  const format = readFormat(options);
  const { yearEnding = '', output } = options;
  if (!/^(19[89]\d|20\d\d)$/.test(yearEnding)) {
    throw new CommandError(
      'OPTION_INVALID',
      `[export] --year-ending must be a year such as 2020 for ${table.name}, but got ${yearEnding === '' ? 'nothing' : JSON.stringify(yearEnding)}.`,
    );
  }
  await assertFolder(output);
  await withRedress((redress) =>
    untilStopped(async (signal) => {
      let rows = 0;
      async function* read() {
        for await (const page of readOpenDataTable(redress, table, Number(yearEnding), signal)) {
          rows += page.length;
          yield page;
        }
        if (rows > 0) return;
        throw new CommandError(
          'OPEN_DATA_NOT_FOUND',
          `[export] A year ending with figures was expected, but there are none of ${yearEnding}.`,
        );
      }
      // Small, and better not begun than broken off.
      const pieces: Uint8Array[] = [];
      for await (const piece of writeTable(format, table.name, table.columns, read())) {
        pieces.push(piece);
      }
      await write(onePiece(Buffer.concat(pieces)), output);
      if (output !== undefined) process.stderr.write(`${output}: ${rows} rows.\n`);
    }),
  );
}

/** Runs work that Ctrl-C stops. */
async function untilStopped(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const interrupt = () =>
    stop.abort(
      new CommandError('EXPORT_STOPPED', '[export] Stopped before the end: no file was written.'),
    );
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    await run(stop.signal);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

async function exportKind(
  databases: Databases,
  kind: (typeof importKindNames)[number],
  format: Format,
  columns: readonly TableColumn[],
  output: string | undefined,
): Promise<void> {
  // A log has no use for it, and the table itself may go to the terminal.
  const isShown = process.stderr.isTTY === true && (output !== undefined || !process.stdout.isTTY);
  const bar = isShown ? createProgressBar({ stream: process.stderr }) : null;
  let written = 0;
  await untilStopped(async (signal) => {
    const rows = exportRows(databases, exportKinds[kind], {
      signal,
      onProgress: ({ rows: done, total }) => {
        written = done;
        bar?.update(kind, done, total);
      },
    });
    await write(writeTable(format, kind, columns, rows), output);
  });
  bar?.finish();
  if (output !== undefined) process.stderr.write(`${output}: ${written} rows.\n`);
}

function writeTable(
  format: Format,
  name: string,
  columns: readonly TableColumn[],
  rows: AsyncIterable<readonly TableRow[]>,
): AsyncIterable<Uint8Array> {
  return format === 'csv' ? writeCsv(columns, rows) : writeXlsx(columns, rows, { name });
}

function readFormat({ format, output }: ExportOptions): Format {
  const ending = output === undefined ? '' : extname(output).slice(1).toLowerCase();
  const asked = format ?? (ending === 'xlsx' ? 'xlsx' : 'csv');
  const known = formats.find((name) => name === asked);
  if (known === undefined) {
    throw new CommandError(
      'EXPORT_FORMAT_UNKNOWN',
      `[export] --format must be csv or xlsx, but got ${JSON.stringify(asked)}.`,
    );
  }
  if (known === 'xlsx' && output === undefined && process.stdout.isTTY) {
    throw new CommandError(
      'EXPORT_FORMAT_UNKNOWN',
      '[export] A file was expected for a workbook, but the standard output is a terminal. Say --output FILE.xlsx.',
    );
  }
  return known;
}

/** Looked at before anything is read. */
async function assertFolder(output: string | undefined): Promise<void> {
  if (output === undefined) return;
  const folder = await stat(dirname(resolve(output))).catch(() => null);
  const there = await stat(output).catch(() => null);
  if (folder?.isDirectory() && !there?.isDirectory()) return;
  throw new CommandError(
    'FILE_NOT_FOUND',
    `[export] --output must be a file in a folder that exists, but got ${JSON.stringify(output)}.`,
  );
}

async function write(pieces: AsyncIterable<Uint8Array>, output: string | undefined): Promise<void> {
  if (output === undefined) await writeToOutput(pieces);
  else await writeWholeFile(output, pieces);
}

/** Goes no faster than what reads it, and ends when that does: `redress export decisions | head`. */
async function writeToOutput(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const gone = new AbortController();
  const onError = () => gone.abort();
  process.stdout.on('error', onError);
  for await (const piece of pieces) {
    if (gone.signal.aborted) return;
    if (!process.stdout.write(piece)) {
      await once(process.stdout, 'drain', { signal: gone.signal }).catch(() => {});
    }
  }
}

async function* onePiece(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield piece;
}
