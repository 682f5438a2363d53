import type { DataSource } from 'typeorm';
import { openDatabase } from '../open-database.ts';
import { copyPages, leaveLog } from '../sqlite-driver.ts';
import type { TableRows } from './backup-database.ts';

interface CopyOptions {
  file: string;
  onProgress?: ((done: number, total: number | null) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Copies a SQLite database page by page, as it was at the first statement, from a connection of its own: others read
 * and write meanwhile.
 *
 * @returns how many rows each table had at that moment.
 */
export async function copySqlite(
  url: string,
  { file, onProgress, signal }: CopyOptions,
): Promise<TableRows> {
  const database = await openDatabase({ url, readOnly: true });
  try {
    // What the first statement sees is what is copied, however long that takes.
    await database.query('BEGIN');
    const rows = await countTables(database);
    await copyPages(database, file, { onProgress: onProgress ?? (() => {}), signal });
    await database.query('ROLLBACK');
    await leaveLog(file);
    return rows;
  } finally {
    await database.destroy();
  }
}

/** How many rows each table has. Tables that SQLite or its search index keep for themselves are left out. */
export async function countTables(database: DataSource): Promise<Map<string, number>> {
  const tables: { name: string }[] = await database.query(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row]: { counted: number }[] = await database.query(
      `SELECT COUNT(*) AS counted FROM ${name}`,
    );
    counts.set(name, Number(row?.counted ?? 0));
  }
  return counts;
}
