import type { NumberedRow } from './column.ts';
import type { CsvRecord } from './csv-scanner.ts';
import type { ImportContext, ImportDefinition, ImportWriter } from './import-definition.ts';
import { quote } from './import-error.ts';
import { KeyLog } from './key-log.ts';
import { parseRecord, type RecordLayout } from './parse-record.ts';

/** Takes the records of one file in. */
export interface RecordSink {
  take(records: readonly CsvRecord[]): Promise<void>;
  /** After the last record: writes what is left. */
  finish(): Promise<void>;
  /** In the end, however the import ended: waits for what is being written, whatever comes of it. */
  stop(): Promise<void>;
}

/** Rows are checked and written in portions of this size: large enough to be fast, small enough to be held. */
const portionRows = 2000;

/** Parses records, finds rows that stand in the file twice, and hands the rest to the writer in portions. */
export class ImportSink<Row extends object> implements RecordSink {
  readonly #definition: ImportDefinition<Row>;
  readonly #layout: RecordLayout;
  readonly #context: ImportContext;
  readonly #writer: ImportWriter<Row>;
  readonly #keys = new KeyLog();
  #rows: NumberedRow<Row>[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(
    definition: ImportDefinition<Row>,
    layout: RecordLayout,
    context: ImportContext,
    writer: ImportWriter<Row>,
  ) {
    this.#definition = definition;
    this.#layout = layout;
    this.#context = context;
    this.#writer = writer;
  }

  async take(records: readonly CsvRecord[]): Promise<void> {
    const { problems, today } = this.#context;
    for (const record of records) {
      const row = parseRecord(this.#definition, record, this.#layout, problems, today);
      if (row !== null && this.#isFirst(row, record.line)) {
        this.#rows.push({ line: record.line, row });
      }
      if (this.#rows.length >= portionRows) await this.#writePortion();
    }
  }

  async finish(): Promise<void> {
    await this.#writePortion();
    await this.#writing;
    for (const late of this.#keys.findLate()) this.#refuse(late.key, late.line, late.firstLine);
    if (this.#context.problems.isEmpty) await this.#writer.finish();
  }

  async stop(): Promise<void> {
    await this.#writing.catch(() => {});
    this.#keys.close();
  }

  /** The database writes one portion while the next is parsed. */
  async #writePortion() {
    await this.#writing;
    const rows = this.#rows;
    this.#rows = [];
    this.#keys.endPortion();
    this.#writing = this.#write(rows);
    // Awaited before the next portion, which is soon enough to hear of a failure.
    this.#writing.catch(() => {});
  }

  async #write(rows: readonly NumberedRow<Row>[]) {
    const { problems, isDryRun } = this.#context;
    await this.#writer.check?.(rows);
    // Once something is wrong nothing will be kept; the rest is only read to find every mistake, and to count.
    if (problems.isEmpty) await this.#writer.write(rows);
    else if (isDryRun)
      await this.#writer.write(rows.filter(({ line }) => !problems.lines.has(line)));
  }

  #isFirst(row: Row, line: number): boolean {
    const value = this.#definition.key.of(row);
    const firstLine = this.#keys.add(value, line);
    if (firstLine !== undefined) this.#refuse(value, line, firstLine);
    return firstLine === undefined;
  }

  #refuse(value: string, line: number, firstLine: number) {
    const { key } = this.#definition;
    this.#context.problems.add({
      line,
      column: key.column,
      expected: 'each row once',
      got: `${key.isPersonal ? 'the same' : quote(value)} again, first on line ${firstLine}`,
    });
  }
}
