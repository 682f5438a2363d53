import type { DataSource } from 'typeorm';
import type { Databases, Runners } from '../databases.ts';
import { inReadTransaction } from '../read-transaction.ts';
import type { SqlRow } from '../sql.ts';
import type { ExportCells, ExportDefinition } from './export-definition.ts';
import { countRows, readPages } from './read-pages.ts';
import type { CellValue, TableColumn, TableRow } from './table.ts';

export interface ExportOptions {
  /** Stops the export: nothing more is read. */
  signal?: AbortSignal;
  /** Told after each page how far the export is. */
  onProgress?: (progress: { rows: number; total: number }) => void;
}

/**
 * The rows of a kind in pages, in the order of their key, as they all stood at one moment. What is held does not grow
 * with the table. Give it a data source that nothing else uses meanwhile.
 *
 * @throws the signal's reason when it is aborted.
 */
export function exportRows(
  database: DataSource | Databases,
  definition: ExportDefinition,
  options: ExportOptions = {},
): AsyncGenerator<readonly TableRow[]> {
  return inReadTransaction(database, (runners) => readRows(runners, definition, options));
}

async function* readRows(
  runners: Runners,
  { columns, owner, source, table, toCells = keepCells }: ExportDefinition,
  { signal, onProgress }: ExportOptions,
): AsyncGenerator<readonly TableRow[]> {
  const total = onProgress ? await countRows(runners[owner], table) : 0;
  let rows = 0;
  for await (const page of readPages(runners[owner], source)) {
    signal?.throwIfAborted();
    const cells = await toCells(page, runners);
    yield cells.map((row) => columns.map((column) => readCell(row[column.name], column)));
    rows += page.length;
    onProgress?.({ rows, total });
  }
}

async function keepCells(rows: readonly SqlRow[]): Promise<readonly ExportCells[]> {
  return rows;
}

/** SQLite gives 0 and 1 for false and true. */
function readCell(value: CellValue | undefined, { type }: TableColumn): CellValue {
  if (value == null) return null;
  return type === 'boolean' ? Boolean(value) : value;
}
