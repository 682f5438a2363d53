import type { Runners, TableOwner } from '../databases.ts';
import type { SqlRow } from '../sql.ts';
import type { PageSource } from './read-pages.ts';
import type { CellValue, TableColumn } from './table.ts';

/** One kind of file that leaves the house, in the form in which it is imported again. */
export interface ExportDefinition {
  /** What the file holds, in a sentence. */
  description: string;
  /** The columns of the import of this kind, in its order. */
  columns: readonly TableColumn[];
  /** Columns that tell a row from all others. */
  primaryKey: readonly string[];
  /** What of it is personal data, as it follows “holds personal data: ”. Null: nothing. */
  personalData: string | null;
  /** Whose tables the page source names. */
  owner: TableOwner;
  source: PageSource;
  /** The table that has one row for each row of the file. */
  table: string;
  /** Cells of some rows, by the names of the columns. Default: the columns of the page source under their own names. */
  toCells?: (rows: readonly SqlRow[], runners: Runners) => Promise<readonly ExportCells[]>;
}

/** Cells by the names of their columns. */
export type ExportCells = Readonly<Record<string, CellValue>>;
