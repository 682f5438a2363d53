import { looksLikeFormula } from './formula-guard.ts';
import type { CellValue, TableColumn, TableRow } from './table.ts';

/** Places of the cell styles in `xl/styles.xml`. */
export const cellStyles = { header: 1, date: 2, inertText: 3 } as const;

/** The letters of a column, from 0: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`;
}

/** One row of a sheet. Text is never a formula; numbers and dates are numbers. */
export function writeSheetRow(
  columns: readonly TableColumn[],
  letters: readonly string[],
  number: number,
  row: TableRow,
): string {
  let cells = '';
  for (const [place, value] of row.entries()) {
    const column = columns[place];
    if (value === null || column === undefined) continue;
    cells += writeCell(`${letters[place]}${number}`, value, column.type === 'date');
  }
  return `<row r="${number}">${cells}</row>`;
}

/** The row of the columns' names. */
export function writeHeaderRow(names: readonly string[], letters: readonly string[]): string {
  const cells = names.map((name, place) => textCell(`${letters[place]}1`, name, cellStyles.header));
  return `<row r="1">${cells.join('')}</row>`;
}

function writeCell(place: string, value: CellValue, isDate: boolean): string {
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`;
  const text = value ?? '';
  if (isDate) return `<c r="${place}" s="${cellStyles.date}"><v>${dayNumber(text)}</v></c>`;
  // Marked as text, so that it does not become a formula when somebody edits the cell either.
  return textCell(place, text, looksLikeFormula(text) ? cellStyles.inertText : 0);
}

function textCell(place: string, text: string, style: number): string {
  const styled = style === 0 ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days since 30 December 1899, as spreadsheets count them. */
function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/**
 * Text for XML. Characters that XML does not have, and carriage returns, which it would change, are written as
 * spreadsheets do: `_x000D_`. Text that already looks so has its underscore written that way.
 */
export function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '')
    .replace(notInXml, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    });
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notInXml = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g;
