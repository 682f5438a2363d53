import type { Column } from './column.ts';
import type { CsvRecord } from './csv-records.ts';
import type { ImportDefinition } from './import-definition.ts';
import { type ProblemList, quote } from './import-error.ts';

/** Where the cells of a file's rows stand. */
export interface RecordLayout {
  /** The kind's columns, each with the place of its cell, -1 where the header leaves the column out. */
  cells: readonly { name: string; column: Column<unknown>; place: number }[];
  /** How many columns the header has. */
  width: number;
}

/** The row that a record says, or null when something is wrong with it: every mistake is then in the problems. */
export function parseRecord<Row extends object>(
  definition: ImportDefinition<Row>,
  record: CsvRecord,
  layout: RecordLayout,
  problems: ProblemList,
): Row | null {
  const { line, cells } = record;
  if (cells.length !== layout.width) {
    problems.add({
      line,
      column: null,
      expected: `${layout.width} columns, as in the header`,
      got: String(cells.length),
    });
    return null;
  }
  const values: Record<string, unknown> = {};
  let isGood = true;
  for (const { name, column, place } of layout.cells) {
    const cell = place === -1 ? '' : (cells[place] ?? '').trim();
    const parsed = column.schema.safeParse(cell);
    if (parsed.success) values[name] = parsed.data;
    else {
      isGood = false;
      problems.add({ line, column: name, expected: column.expected, got: quote(cell) });
    }
  }
  if (!isGood) return null;
  // Every column's schema was just passed, which is what Row says.
  const row = values as Row;
  const found = definition.check?.(row) ?? [];
  for (const problem of found) problems.add({ line, ...problem });
  return found.length === 0 ? row : null;
}
