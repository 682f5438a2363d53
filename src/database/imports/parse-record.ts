import { unguardFormula } from '../exports/formula-guard.ts';
import type { Column } from './column.ts';
import type { CsvRecord } from './csv-scanner.ts';
import type { ImportDefinition } from './import-definition.ts';
import { type ProblemList, quote } from './import-error.ts';

/** Where a column's cells stand, and what they said before. */
export interface CellLayout {
  name: string;
  column: Column<unknown>;
  place: number;
  /** Cells say the same few thousand things over and over: what they mean. Null where they do not. */
  known: Map<string, unknown> | null;
}

/** Where the cells of a file's rows stand. */
export interface RecordLayout {
  /** The kind's columns, each with the place of its cell, -1 where the header leaves the column out. */
  cells: readonly CellLayout[];
  /** How many columns the header has. */
  width: number;
}

/** The row that a record says, or null when something is wrong with it: every mistake is then in the problems. */
export function parseRecord<Row extends object>(
  definition: ImportDefinition<Row>,
  record: CsvRecord,
  layout: RecordLayout,
  problems: ProblemList,
  today: string,
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
  for (const layoutCell of layout.cells) {
    const { name, column, place, known } = layoutCell;
    const cell = place === -1 ? '' : unguardFormula((cells[place] ?? '').trim());
    const value = known?.get(cell);
    if (value !== undefined) {
      values[name] = value;
      continue;
    }
    const parsed = column.schema.safeParse(cell);
    if (parsed.success) {
      values[name] = parsed.data;
      remember(layoutCell, cell, parsed.data);
    } else {
      isGood = false;
      problems.add({ line, column: name, expected: column.expected, got: describe(column, cell) });
    }
  }
  if (!isGood) return null;
  // Every column's schema was just passed, which is what Row says.
  const row = values as Row;
  const found = definition.check?.(row, today) ?? [];
  for (const problem of found) problems.add({ line, ...problem });
  return found.length === 0 ? row : null;
}

const knownLimit = 4096;
const knownLength = 60;

function remember(layout: CellLayout, cell: string, value: unknown): void {
  if (layout.known === null || cell.length > knownLength) return;
  layout.known.set(cell, value);
  // A column that says something else every time is not worth the looking up.
  if (layout.known.size > knownLimit) layout.known = null;
}

function describe(column: Column<unknown>, cell: string): string {
  if (column.isPersonal && cell !== '') return 'something else, which is personal and not shown';
  const meant = cell === '' ? null : (column.explain?.(cell) ?? null);
  return meant === null ? quote(cell) : `${quote(cell)} (${meant})`;
}
