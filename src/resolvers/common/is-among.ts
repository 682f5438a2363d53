import type { DataSource } from 'typeorm';

/**
 * Condition that holds for a value that a statement gives, where the statement depends on a row that is read before:
 * it is answered once for each such row, and its values are looked up.
 */
export function isAmong({ options }: DataSource, column: string, statement: string): string {
  // PostgreSQL would ask `IN` of every row of the table; an array is made once for each row that it depends on.
  return options.type === 'postgres'
    ? `${column} = ANY(ARRAY(${statement}))`
    : `${column} IN (${statement})`;
}
