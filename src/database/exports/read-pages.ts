import type { QueryRunner } from 'typeorm';
import type { SqlRow, SqlValue } from '../sql.ts';

/** Rows of one table, or of tables of one subgraph, in the order of a unique key. */
export interface PageSource {
  /** What stands between SELECT and FROM. Has every column of the key. */
  select: string;
  from: string;
  /** Columns that together tell every row apart. The rows come in their order. */
  key: readonly string[];
}

/** Rows of one statement: few enough to be held, many enough to be fast. */
export const pageRows = 1000;

/** Every row, a page at a time, each page behind the last key of the one before. */
export async function* readPages(
  runner: QueryRunner,
  { select, from, key }: PageSource,
): AsyncGenerator<readonly SqlRow[]> {
  const order = key.join(', ');
  const behind = `(${order}) > (${key.map(() => '?').join(', ')})`;
  let last: readonly SqlValue[] | null = null;
  for (;;) {
    const rows: SqlRow[] = await runner.query(
      `SELECT ${select} FROM ${from}${last === null ? '' : ` WHERE ${behind}`} ORDER BY ${order} LIMIT ${pageRows}`,
      last === null ? [] : [...last],
    );
    if (rows.length > 0) yield rows;
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageRows) return;
    // `d.id` is read under the name `id`.
    last = key.map((column) => end[column.slice(column.indexOf('.') + 1)] ?? null);
  }
}

/** How many rows there are. */
export async function countRows(runner: QueryRunner, table: string): Promise<number> {
  const [row]: { found: number }[] = await runner.query(`SELECT COUNT(*) AS found FROM ${table}`);
  return Number(row?.found ?? 0);
}
