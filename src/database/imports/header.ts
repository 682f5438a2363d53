import type { CsvRecord } from './csv-scanner.ts';
import { type ProblemList, quote } from './import-error.ts';
import { nearName } from './near-name.ts';

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
        name === '' ? `column ${place + 1} without a name` : describeName(name, names, rules),
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

/** An unknown name, with the column that is likely meant and not in the header. */
function describeName(name: string, names: readonly string[], { columns }: HeaderRules): string {
  const near = nearName(
    name.replaceAll(/[\s-]+/g, '_'),
    columns.filter((column) => !names.includes(column)),
  );
  return near === null ? quote(name) : `${quote(name)} (is ${near} meant?)`;
}

function foreignSeparator(names: readonly string[]): string | null {
  if (names.length !== 1) return null;
  if (names[0]?.includes(';')) return 'semicolons';
  if (names[0]?.includes('\t')) return 'tabs';
  if (names[0]?.includes('|')) return 'upright bars';
  return null;
}
