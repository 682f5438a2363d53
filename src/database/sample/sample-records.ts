import type { CsvRecord } from '../imports/csv-scanner.ts';

/** Cells of a record: what a CSV file would say. */
export type Cell = string | number | boolean | null;

const portion = 500;

/** Rows as the imports take them from a file, header first, in portions. */
export function* toRecords<Row>(
  columns: readonly string[],
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly Cell[],
): Generator<CsvRecord[]> {
  yield [{ line: 1, cells: [...columns] }];
  for (let from = 0; from < rows.length; from += portion) {
    yield rows.slice(from, from + portion).map((row, at) => ({
      line: from + at + 2,
      cells: cellsOf(row).map((cell) => (cell === null ? '' : String(cell))),
    }));
  }
}
