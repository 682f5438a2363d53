import type { DataSource } from 'typeorm';
import type { Databases, Runners } from '../databases.ts';
import { describeOperator } from '../history/change-origin.ts';
import { inWriteTransaction } from '../write-transaction.ts';
import { type ChangeExample, ChangeExamples } from './change-examples.ts';
import { CsvSyntaxError, readCsvRecords } from './csv-records.ts';
import type { CsvRecord } from './csv-scanner.ts';
import type { ImportContext, ImportTally } from './import-definition.ts';
import { ProblemList, TooManyProblems } from './import-error.ts';
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
  onProgress?: (progress: { file: string; rows: number; bytes: number }) => void;
  /** Who imports, kept with every correction: `key rk_1a2b3c4d`. Default: whoever runs the program, `user alice`. */
  actor?: string;
  /** Default: that of the clock, in UTC. The calendar date after which nothing can have happened yet. */
  today?: string;
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
 * has one connection to a data source, so give the import a data source of its own (see `openDatabase`). Where subgraphs
 * have databases of their own it is one transaction in each: see `inWriteTransaction`.
 *
 * @throws ImportError with every mistake of the file.
 */
export async function importFile(
  database: DataSource | Databases,
  kind: ImportKindName,
  source: ImportSource,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const [result] = await importFiles(database, kind, [source], options);
  if (result === undefined) throw new Error('One file gives one result.');
  return result;
}

/**
 * Imports CSV files of one kind in their order and in one transaction: all of all of them, or nothing.
 *
 * @throws ImportError with every mistake of the first file that has any.
 */
export function importFiles(
  database: DataSource | Databases,
  kind: ImportKindName,
  sources: readonly ImportSource[],
  options: ImportOptions = {},
): Promise<ImportResult[]> {
  return inWriteTransaction(database, async (runners) => {
    const results: ImportResult[] = [];
    for (const source of sources) {
      results.push(await importRecords(runners, kind, recordsOf(source, options), options));
    }
    return results;
  });
}

/** Records to be imported, of which the first is the header. */
export interface RecordSource {
  name: string;
  records: AsyncIterable<CsvRecord[]> | Iterable<CsvRecord[]>;
  /** Told how many rows were taken so far. */
  onRows?: (rows: number) => void;
}

/** The records of a file, and its progress as the options want it. */
export function recordsOf(source: ImportSource, { onProgress }: ImportOptions): RecordSource {
  let bytes = 0;
  const records = readCsvRecords(source.stream, (read) => {
    bytes = read;
  });
  return {
    name: source.name,
    records,
    onRows: (rows) => onProgress?.({ file: source.name, rows, bytes }),
  };
}

/**
 * Imports records in a transaction that the caller holds.
 *
 * @throws ImportError with every mistake; the caller then rolls back.
 */
export async function importRecords(
  runners: Runners,
  kind: ImportKindName,
  source: RecordSource,
  options: Pick<ImportOptions, 'actor' | 'today'> = {},
): Promise<ImportResult> {
  const context = createContext(runners, source, options);
  const { rows, more } = await takeRecords(kind, source, context);
  if (!context.problems.isEmpty) throw context.problems.toError(kind, source.name, more);
  return { kind, rows, ...context.tally };
}

/** What a file would do. */
export interface ImportForecast extends ImportTally {
  kind: ImportKindName;
  file: string;
  /** Rows that were read. */
  rows: number;
  /** Rows with mistakes. Then nothing of the file would be written. */
  refused: number;
  /** The mistakes, or null when there are none. */
  refusal: Error | null;
  /** The first cells that would change. */
  changes: readonly ChangeExample[];
}

/**
 * Looks at records as an import does, in a transaction that the caller holds and rolls back. Rows without mistakes are
 * counted also where others have some.
 */
export async function tryRecords(
  runners: Runners,
  kind: ImportKindName,
  source: RecordSource,
  options: Pick<ImportOptions, 'actor' | 'today'> & { examples: number },
): Promise<ImportForecast> {
  const changes = new ChangeExamples(options.examples, importKinds[kind].personalColumns);
  const context = { ...createContext(runners, source, options), changes, isDryRun: true };
  const { rows, more } = await takeRecords(kind, source, context);
  const { problems, tally } = context;
  return {
    kind,
    file: source.name,
    rows,
    ...tally,
    refused: problems.lines.size,
    refusal: problems.isEmpty ? null : problems.toError(kind, source.name, more),
    changes: changes.all,
  };
}

function createContext(
  runners: Runners,
  source: RecordSource,
  { actor, today }: Pick<ImportOptions, 'actor' | 'today'>,
): ImportContext {
  const at = new Date().toISOString();
  return {
    runners,
    problems: new ProblemList(),
    tally: { created: 0, changed: 0, same: 0, removed: 0 },
    changes: null,
    isDryRun: false,
    today: today ?? at.slice(0, 10),
    origin: { by: actor ?? describeOperator(), at, file: source.name },
  };
}

/** Reads all records, as far as they are CSV. Mistakes are in the context's list then. */
async function takeRecords(
  kind: ImportKindName,
  source: RecordSource,
  context: ImportContext,
): Promise<{ rows: number; more: boolean }> {
  let sink: RecordSink | null = null;
  let header: CsvRecord | undefined;
  let rows = 0;
  try {
    for await (const portion of source.records) {
      let records = portion;
      if (sink === null) {
        [header, ...records] = portion;
        if (header === undefined) continue;
        sink = await importKinds[kind].open(header, context);
      }
      await sink.take(records);
      rows += records.length;
      source.onRows?.(rows);
    }
    if (sink === null) {
      const expected = 'a header row';
      context.problems.add({ line: 1, column: null, expected, got: 'an empty file' });
    }
    await sink?.finish();
  } catch (error) {
    if (error instanceof TooManyProblems) return { rows, more: true };
    if (!(error instanceof CsvSyntaxError)) throw error;
    const { cell, ...mistake } = error.mistake;
    const name = cell === null ? '' : (header?.cells[cell]?.trim().toLowerCase() ?? '');
    context.problems.add({ ...mistake, column: name === '' ? null : name });
  } finally {
    await sink?.stop();
  }
  return { rows, more: false };
}
