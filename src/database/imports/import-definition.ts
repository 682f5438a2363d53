import type { Runners } from '../databases.ts';
import type { ChangeOrigin } from '../history/change-origin.ts';
import type { ChangeExamples } from './change-examples.ts';
import type { Columns, NumberedRow, RowProblem } from './column.ts';
import type { ProblemList } from './import-error.ts';

/** How many rows became what. */
export interface ImportTally {
  created: number;
  changed: number;
  same: number;
  removed: number;
}

/** What the writer of one import works with. */
export interface ImportContext {
  /** What holds the transaction, for the tables of each subgraph. */
  runners: Runners;
  problems: ProblemList;
  tally: ImportTally;
  /** Examples of rows that change, where they are asked for. */
  changes: ChangeExamples | null;
  /** Nothing will be kept: rows are counted also once there are problems. */
  isDryRun: boolean;
  /** The calendar date of today, after which nothing can have happened yet. */
  today: string;
  /** Who imports what: kept with every row that is corrected. */
  origin: ChangeOrigin;
}

/** Takes the rows of one import into the database. */
export interface ImportWriter<Row> {
  /** Adds what is wrong with some rows, seen beside what the database holds, to the problems. */
  check?(rows: readonly NumberedRow<Row>[]): Promise<void>;
  /** Writes rows that were checked, in the order of the file. Not called once there are problems. */
  write(rows: readonly NumberedRow<Row>[]): Promise<void>;
  /** After the last row: what can be done only when all are known. Not called when there are problems. */
  finish(): Promise<void>;
}

/** One kind of file and how it is taken in. */
export interface ImportDefinition<Row extends object> {
  columns: Columns<Row>;
  /** What makes a row the same row: may stand in a file once. */
  key: {
    column: keyof Row & string;
    of: (row: Row) => string;
    /** The key names a person: it is in no message. */
    isPersonal?: boolean;
  };
  /** Mistakes that show only when the cells of a row are seen together, or beside today's date. */
  check?: (row: Row, today: string) => RowProblem<Row>[];
  open: (context: ImportContext) => Promise<ImportWriter<Row>>;
}
