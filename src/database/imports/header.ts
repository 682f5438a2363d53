import type { CsvRecord } from './csv-records.ts';
import { type ProblemList, quote } from './import-error.ts';

/** What a header has to say. */
export interface HeaderRules {
  /** Every column of the kind. */
  columns: readonly string[];
  /** Those that may be left out. */
  absentable: ReadonlySet<string>;
}

/**
 * For each column of the kind, the place of its cells in a record, or -1 where the header leaves it out.
 * Every mistake is added to the problems.
 */
export function readHeader(header: CsvRecord, rules: HeaderRules, problems: ProblemList): number[] {
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const separator = foreignSeparator(names);
  if (separator !== null) {
    problems.add({
      line: header.line,
      column: null,
      expected: 'commas between the columns',
      got: `${separator} (in Excel: Save As, “CSV UTF-8 (Comma delimited)”, with the list separator set to a comma)`,
    });
    return [];
  }
  for (const [place, name] of names.entries()) {
    const add = (expected: string, got: string) =>
      problems.add({ line: header.line, column: name === '' ? null : name, expected, got });
    if (!rules.columns.includes(name)) {
      add(
        `columns named ${rules.columns.join(', ')}`,
        name === '' ? `column ${place + 1} without a name` : quote(name),
      );
    } else if (names.indexOf(name) !== place) {
      add('each column once', `${quote(name)} again as column ${place + 1}`);
    }
  }
  for (const column of rules.columns) {
    if (names.includes(column) || rules.absentable.has(column)) continue;
    problems.add({
      line: header.line,
      column,
      expected: 'a column of this name',
      got: 'none',
    });
  }
  return rules.columns.map((column) => names.indexOf(column));
}

function foreignSeparator(names: readonly string[]): string | null {
  if (names.length !== 1) return null;
  if (names[0]?.includes(';')) return 'semicolons';
  if (names[0]?.includes('\t')) return 'tabs';
  return null;
}
