import type { QueryRunner } from 'typeorm';
import { DeferredIndexes } from './deferred-indexes.ts';
import { dialectOf } from './dialect.ts';
import { replaceOnConflict, type SqlRow, type SqlValue } from './sql.ts';

export interface TableShape {
  table: string;
  /** Columns that make up the primary key. */
  key: readonly string[];
  /** The other columns. */
  columns: readonly string[];
}

/** What became of rows that were written. Rows that stood there already, alike, are in neither list. */
export interface WrittenRows {
  created: SqlRow[];
  changed: { before: SqlRow; after: SqlRow }[];
  same: number;
}

const rowsPerStatement = 2000;

/** Writes rows by their key: new ones are added, others replaced where they differ. */
export class TableWriter {
  readonly #runner: QueryRunner;
  readonly #shape: TableShape;
  readonly #all: readonly string[];
  /** Whether the table had no rows when the writer was opened. */
  readonly wasEmpty: boolean;
  #indexes: DeferredIndexes | null = null;

  private constructor(runner: QueryRunner, shape: TableShape, wasEmpty: boolean) {
    this.#runner = runner;
    this.#shape = shape;
    this.#all = [...shape.key, ...shape.columns];
    this.wasEmpty = wasEmpty;
  }

  /** A writer for one table. No key may be written twice by the same writer. */
  static async open(runner: QueryRunner, shape: TableShape): Promise<TableWriter> {
    const rows: unknown[] = await runner.query(`SELECT 1 FROM ${shape.table} LIMIT 1`);
    return new TableWriter(runner, shape, rows.length === 0);
  }

  /** A writer for many rows: the indexes of an empty table are made when it is full. Needs `finish`. */
  static async openForMany(runner: QueryRunner, shape: TableShape): Promise<TableWriter> {
    const writer = await TableWriter.open(runner, shape);
    if (writer.wasEmpty) {
      writer.#indexes = await DeferredIndexes.removeFrom(runner, shape.table);
    }
    return writer;
  }

  /** After the last row: puts the table's indexes back. */
  async finish(): Promise<void> {
    await this.#indexes?.restore();
    this.#indexes = null;
  }

  /**
   * @param rows Rows with every column of the table's shape.
   * @param adjust Called for each row that stands there already, before the two are compared: may change the new one.
   */
  async write(
    rows: readonly SqlRow[],
    adjust: (before: SqlRow, after: SqlRow) => void = () => {},
  ): Promise<WrittenRows> {
    const written: WrittenRows = { created: [], changed: [], same: 0 };
    for (let from = 0; from < rows.length; from += rowsPerStatement) {
      await this.#writeSome(rows.slice(from, from + rowsPerStatement), adjust, written);
    }
    return written;
  }

  async #writeSome(
    rows: readonly SqlRow[],
    adjust: (before: SqlRow, after: SqlRow) => void,
    written: WrittenRows,
  ) {
    const existing = this.wasEmpty ? noRows : await this.#find(rows);
    const differing: SqlRow[] = [];
    for (const after of rows) {
      const before = existing.get(this.#keyOf(after));
      if (before === undefined) {
        written.created.push(after);
        differing.push(after);
        continue;
      }
      adjust(before, after);
      if (this.#shape.columns.every((column) => alike(before[column], after[column]))) {
        written.same += 1;
        continue;
      }
      written.changed.push({ before, after });
      differing.push(after);
    }
    if (differing.length === 0) return;
    const { table, key } = this.#shape;
    const { selectRows, rowsParameter } = dialectOf(this.#runner);
    await this.#runner.query(
      `INSERT INTO ${table} (${this.#all.join(', ')}) ${selectRows(table, this.#all)} ${replaceOnConflict(this.#all, key)}`,
      [rowsParameter(differing, this.#all)],
    );
  }

  async #find(rows: readonly SqlRow[]): Promise<Map<string, SqlRow>> {
    const { table, key } = this.#shape;
    const { selectRows, rowsParameter } = dialectOf(this.#runner);
    const found: SqlRow[] = await this.#runner.query(
      `SELECT ${this.#all.join(', ')} FROM ${table} WHERE (${key.join(', ')}) IN (${selectRows(table, key)})`,
      [rowsParameter(rows, key)],
    );
    return new Map(found.map((row) => [this.#keyOf(row), row]));
  }

  #keyOf(row: SqlRow): string {
    return this.#shape.key.map((column) => String(row[column])).join('\n');
  }
}

const noRows: ReadonlyMap<string, SqlRow> = new Map();

function alike(before: SqlValue | undefined, after: SqlValue | undefined): boolean {
  if (before === after) return true;
  return typeof after === 'boolean' && Number(before) === Number(after);
}
