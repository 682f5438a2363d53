/** What a column can hold on its way in. Booleans come back from SQLite as 0 and 1. */
export type SqlValue = string | number | boolean | null;

/** A row by the names of its columns. */
export type SqlRow = Record<string, SqlValue>;

/** `INSERT` of so many rows. Rows whose key is there already are replaced, column by column. */
export function insertStatement(
  table: string,
  columns: readonly string[],
  rows: number,
  key: readonly string[],
): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples(columns.length, rows)} ${replaceOnConflict(columns, key)}`;
}

/** What an `INSERT` does with rows whose key is there already: they are replaced, column by column. */
export function replaceOnConflict(columns: readonly string[], key: readonly string[]): string {
  const replaced = columns.filter((column) => !key.includes(column));
  const action =
    replaced.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${replaced.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return `ON CONFLICT (${key.join(', ')}) DO ${action}`;
}

/** Condition that holds for rows with one of so many keys. Takes the keys' values in order as parameters. */
export function keyCondition(key: readonly string[], rows: number): string {
  if (key.length === 1) return `${key[0]} IN (${Array(rows).fill('?').join(', ')})`;
  return `(${key.join(', ')}) IN (VALUES ${tuples(key.length, rows)})`;
}

function tuples(width: number, rows: number): string {
  const tuple = `(${Array(width).fill('?').join(', ')})`;
  return Array(rows).fill(tuple).join(', ');
}
