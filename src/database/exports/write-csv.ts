import { guardFormula } from './formula-guard.ts';
import type { CellValue, RowPortions, TableColumn, TableRow } from './table.ts';

/**
 * A table as CSV (RFC 4180): UTF-8 without a byte order mark, a header row, commas, lines that end with CRLF. Numbers,
 * dates, true and false stand as they are; text that a spreadsheet would run as a formula gets an apostrophe before it.
 * One piece for each portion of rows.
 */
export async function* writeCsv(
  columns: readonly TableColumn[],
  portions: RowPortions,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(writeRow(columns.map(({ name }) => name)));
  for await (const rows of portions) {
    if (rows.length > 0) yield Buffer.from(rows.map(writeRow).join(''));
  }
}

function writeRow(row: TableRow): string {
  return `${row.map(writeCell).join(',')}\r\n`;
}

function writeCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean') return String(value);
  const text = guardFormula(value);
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Separators, quotation marks and line breaks, and spaces at an end, which some readers take away. */
const needsQuotes = /[",;\t\r\n]|^\s|\s$/;

/** Digits with a point, never an exponent. */
function formatNumber(value: number): string {
  const shortest = String(value);
  if (!shortest.includes('e')) return shortest;
  return value.toFixed(12).replace(/\.?0+$/, '');
}
