import { CsvError, Parser } from 'csv-parse';
import type { ImportProblem } from './import-error.ts';
import { Utf8Guard } from './utf8-guard.ts';

/** One record of a CSV file: its cells as text, and the line on which it begins. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** The file is not CSV from here on. */
export class CsvSyntaxError extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem.expected);
  }
}

/** A record longer than this is a quotation mark that was never closed. */
const recordBytes = 1_000_000;

/**
 * The records of a CSV file in portions, as the file is read: what is kept in memory does not grow with the file.
 * Lines end with LF, CRLF or CR; a byte order mark and empty lines are passed over.
 *
 * @param onBytes Told how many bytes were read so far.
 * @throws CsvSyntaxError where the file is not UTF-8 or its quotation marks do not match.
 */
export async function* readCsvRecords(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<CsvRecord[]> {
  const guard = new Utf8Guard();
  const reader = new RecordReader();
  let bytes = 0;
  for await (const chunk of stream) {
    refuse(guard.check(chunk));
    yield await reader.write(chunk);
    bytes += chunk.length;
    onBytes(bytes);
    refuse(reader.problem);
  }
  refuse(guard.finish());
  yield await reader.end();
  refuse(reader.problem);
}

function refuse(problem: ImportProblem | null): void {
  if (problem) throw new CsvSyntaxError(problem);
}

/** Feeds csv-parse piece by piece and counts lines itself: csv-parse counts a quoted CRLF twice. */
class RecordReader {
  #records: CsvRecord[] = [];
  #line = 1;
  readonly #parser: Parser;

  /** Where the text stops being CSV. What stood before it was handed out. */
  problem: ImportProblem | null = null;

  constructor() {
    this.#parser = new Parser({
      bom: true,
      max_record_size: recordBytes,
      on_record: (cells: string[]) => this.#take(cells),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
    });
    // Errors are handed to whoever writes; without a listener they would end the process as well.
    this.#parser.on('error', () => {});
    this.#parser.resume();
  }

  write(chunk: Uint8Array): Promise<CsvRecord[]> {
    return this.#run((done) => this.#parser.write(chunk, done));
  }

  end(): Promise<CsvRecord[]> {
    return this.#run((done) => this.#parser.end(done));
  }

  #run(step: (done: (error?: Error | null) => void) => void): Promise<CsvRecord[]> {
    return new Promise((resolve, reject) => {
      step((error) => {
        if (error && !(error instanceof CsvError)) return reject(error);
        if (error) this.problem = this.#explain(error);
        const records = this.#records;
        this.#records = [];
        resolve(records);
      });
    });
  }

  #take(cells: string[]): undefined {
    const line = this.#line;
    this.#line += 1;
    for (const cell of cells) this.#line += countLineBreaks(cell);
    const isEmptyLine = cells.length === 1 && cells[0]?.trim() === '';
    if (!isEmptyLine) this.#records.push({ line, cells });
    return undefined;
  }

  #explain(error: CsvError): ImportProblem {
    const [expected, got] = syntaxProblems[error.code] ?? ['comma-separated values', error.code];
    return { line: this.#line, column: null, expected, got };
  }
}

const syntaxProblems: Partial<Record<string, readonly [string, string]>> = {
  CSV_QUOTE_NOT_CLOSED: ['every quotation mark to be closed', 'the end of the file inside one'],
  CSV_MAX_RECORD_SIZE: [
    'a row of at most 1 MB',
    'a longer one, as when a quotation mark is not closed',
  ],
  INVALID_OPENING_QUOTE: [
    'quotation marks around the whole cell, and those inside it doubled',
    'one in the middle of a cell',
  ],
  CSV_INVALID_CLOSING_QUOTE: [
    'a comma or the end of the line after a closing quotation mark',
    'something else',
  ],
};

function countLineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.split(/\r\n|\n|\r/).length - 1;
}
