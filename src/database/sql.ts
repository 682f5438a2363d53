/** `INSERT` of so many rows. Rows whose key is there already are replaced, column by column. */
export function insertStatement(
  table: string,
  columns: readonly string[],
  rows: number,
  key: readonly string[],
): string {
  const replaced = columns.filter((column) => !key.includes(column));
  const action =
    replaced.length === 0
      ? 'NOTHING'
      : `UPDATE SET ${replaced.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples(columns.length, rows)} ON CONFLICT (${key.join(', ')}) DO ${action}`;
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
