import type { CellType, TableColumn } from './table.ts';

/** A column that has a value in every row. */
export function required(name: string, type: CellType, description: string): TableColumn {
  return { name, type, description, required: true };
}

/** A column whose cells may be empty. */
export function optional(name: string, type: CellType, description: string): TableColumn {
  return { name, type, description };
}

/** A column with one of few values. */
export function oneOf(
  name: string,
  values: readonly string[],
  description: string,
  isRequired = true,
): TableColumn {
  return { name, type: 'text', description, required: isRequired, values };
}

/** Marks rows that are made up. */
export const sampleColumn: TableColumn = required(
  'sample',
  'boolean',
  'Whether the row is made-up sample data, which says nothing about a real council.',
);

/** The code of the council that a row is about. */
export const councilColumn: TableColumn = required(
  'gss_code',
  'text',
  'ONS code of the council, for example E07000107.',
);
