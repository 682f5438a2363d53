import type { DataSource, QueryRunner } from 'typeorm';
import { describeOperator } from '../history/change-origin.ts';
import { inWriteTransaction } from '../write-transaction.ts';
import { type CsvRecord, CsvSyntaxError, readCsvRecords } from './csv-records.ts';
import type { ImportTally } from './import-definition.ts';
import { ImportError, ProblemList, TooManyProblems } from './import-error.ts';
import { type ImportKindName, importKinds } from './import-kinds.ts';
import type { RecordSink } from './import-sink.ts';

/** A file to be imported. */
export interface ImportSource {
  /** The file's name as the person gave it; appears in messages. */
  name: string;
  /** Its bytes, for example `fs.createReadStream(path)`. Read once, piece by piece. */
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface ImportOptions {
  /** Told from time to time how far the import is. */
  onProgress?: (progress: { rows: number; bytes: number }) => void;
  /** Who imports, kept with every correction: `key rk_1a2b3c4d`. Default: whoever runs the program, `user alice`. */
  actor?: string;
}

/** What an import did. `rows` is how many the file has; created, changed and same add up to it. */
export interface ImportResult extends ImportTally {
  kind: ImportKindName;
  rows: number;
}

/**
 * Imports a CSV file: all of it or nothing, in one transaction together with every count that depends on it.
 *
 * Rows that are there already are replaced where they differ; importing the same file again changes nothing. SQLite
 * has one connection to a data source, so give the import a data source of its own (see `openDatabase`).
 *
 * @throws ImportError with every mistake of the file.
 */
export function importFile(
  dataSource: DataSource,
  kind: ImportKindName,
  source: ImportSource,
  options: ImportOptions = {},
): Promise<ImportResult> {
  return inWriteTransaction(dataSource, async (runner) => {
    let bytes = 0;
    const records = readCsvRecords(source.stream, (read) => {
      bytes = read;
    });
    return importRecords(
      runner,
      kind,
      { name: source.name, records, ...(options.actor ? { actor: options.actor } : {}) },
      (rows) => options.onProgress?.({ rows, bytes }),
    );
  });
}

/** Records to be imported, of which the first is the header. */
export interface RecordSource {
  name: string;
  records: AsyncIterable<CsvRecord[]> | Iterable<CsvRecord[]>;
  /** Who imports. Default: whoever runs the program. */
  actor?: string;
}

/**
 * Imports records in a transaction that the caller holds.
 *
 * @throws ImportError with every mistake; the caller then rolls back.
 */
export async function importRecords(
  runner: QueryRunner,
  kind: ImportKindName,
  source: RecordSource,
  onRows: (rows: number) => void = () => {},
): Promise<ImportResult> {
  const problems = new ProblemList();
  const tally: ImportTally = { created: 0, changed: 0, same: 0, removed: 0 };
  const by = source.actor ?? describeOperator();
  const origin = { by, at: new Date().toISOString(), file: source.name };
  const context = { runner, problems, tally, origin };
  let sink: RecordSink | null = null;
  let rows = 0;
  try {
    for await (const portion of source.records) {
      let records = portion;
      if (sink === null) {
        const [header, ...rest] = portion;
        if (header === undefined) continue;
        sink = await importKinds[kind].open(header, context);
        records = rest;
      }
      await sink.take(records);
      rows += records.length;
      onRows(rows);
    }
    if (sink === null) {
      problems.add({ line: 1, column: null, expected: 'a header row', got: 'an empty file' });
    }
    await sink?.finish();
  } catch (error) {
    await sink?.stop();
    if (error instanceof TooManyProblems) {
      throw new ImportError(kind, source.name, problems.all(), true);
    }
    if (!(error instanceof CsvSyntaxError)) throw error;
    throw new ImportError(kind, source.name, [...problems.all(), error.problem], false);
  }
  if (!problems.isEmpty) throw new ImportError(kind, source.name, problems.all(), false);
  return { kind, rows, ...tally };
}
