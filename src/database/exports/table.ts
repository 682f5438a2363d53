/** What the cells of a column hold. A date is text such as `2020-03-31`. */
export type CellType = 'text' | 'whole' | 'decimal' | 'date' | 'boolean';

/** One cell. Null is an empty cell. A column of text may hold a boolean, which stands as `true` or `false`. */
export type CellValue = string | number | boolean | null;

/** The cells of one row, in the order of the columns. */
export type TableRow = readonly CellValue[];

/** One column of a table that leaves the house. */
export interface TableColumn {
  readonly name: string;
  readonly type: CellType;
  /** What a cell says, with its unit, and what an empty one means. */
  readonly description: string;
  /** Whether no cell is empty. Default: false. */
  readonly required?: boolean;
  /** The only values there are. */
  readonly values?: readonly string[];
}

/** Rows in portions, as they are read: a table of any length is never held whole. */
export type RowPortions = AsyncIterable<readonly TableRow[]>;
