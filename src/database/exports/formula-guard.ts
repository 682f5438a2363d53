/**
 * Text that a spreadsheet would read as a formula, kept from being one.
 *
 * Excel, LibreOffice and Google Sheets take a cell of a CSV file that begins with one of these characters for a formula,
 * in quotation marks or not. An apostrophe before it makes the cell text. The two functions undo each other for every
 * text: one that itself begins with apostrophes before such a character gets one more.
 */
const formulaStart = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guardedStart = /^'+[=+\-@\t\r\n＝＋－＠]/;

/** Whether a spreadsheet would take the text for a formula, with or without apostrophes before it. */
export function looksLikeFormula(text: string): boolean {
  return formulaStart.test(text);
}

/** The text as an export writes it. */
export function guardFormula(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text;
}

/** The text that an exported cell stands for. Takes away one apostrophe at most. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && guardedStart.test(cell) ? cell.slice(1) : cell;
}
