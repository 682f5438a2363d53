import type { z } from 'zod';

/** One column of an imported file: what a cell may say and what it means. */
export interface Column<T> {
  /** What a cell should say, as it follows “expected”. */
  expected: string;
  /** Takes the cell's text, trimmed. */
  schema: z.ZodType<T, string>;
  /** The header may leave the column out; its cells then read as empty. */
  mayBeAbsent: boolean;
  /** What is likely meant by a cell that says something else, or null. */
  explain?: (cell: string) => string | null;
  /** The cells are about a person: they are in no message and no list of changes. */
  isPersonal?: boolean;
}

/** The columns of a kind by name, in the order in which an export writes them. */
export type Columns<Row> = { readonly [Name in keyof Row]: Column<Row[Name]> };

/** A row of an imported file, parsed, with the line on which it begins. */
export interface NumberedRow<Row> {
  line: number;
  row: Row;
}

/** A mistake that shows only when the cells of a row are seen together. */
export interface RowProblem<Row> {
  column: keyof Row & string;
  expected: string;
  got: string;
}
