import { nearName } from './near-name.ts';

/** What is likely meant by a cell that should be a date. */
export function explainDate(cell: string): string | null {
  if (/^\d{1,2}[/.-]\d{1,2}[/.-](\d{2}|\d{4})$/.test(cell)) {
    return 'day, month and year as Excel shows them: format the column as yyyy-mm-dd';
  }
  if (/^\d{4}[/.]\d{1,2}[/.]\d{1,2}$|^\d{4}-\d{1,2}-\d{1,2}$/.test(cell)) {
    if (!/^\d{4}-\d\d-\d\d$/.test(cell)) return 'write two digits each, with dashes';
    const [, month = 0, day = 0] = cell.split('-').map(Number);
    if (month < 1 || month > 12 || day < 1 || day > 31) return 'no month or day of that number';
    return cell < '1974-04-01' || cell >= '2100' ? 'before April 1974 or after 2099' : noSuchDay;
  }
  if (/^\d{5}(\.\d+)?$/.test(cell)) return 'the number by which Excel keeps a date';
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:/.test(cell)) return 'a date with a time: leave the time out';
  if (/^\d{8}$/.test(cell)) return 'a date without dashes';
  if (/[a-z]{3}/i.test(cell) && /\d/.test(cell)) return 'a date in words: write it in digits';
  return null;
}

const noSuchDay = 'the calendar has no such day';

/** What is likely meant by a cell that should be a whole number. */
export function explainNumber(cell: string): string | null {
  if (/^-\d/.test(cell)) return 'less than nothing';
  if (/^\d{1,3}([, ]\d{3})+$/.test(cell)) return 'leave the marks between thousands out';
  if (/^\d+(\.\d+)? ?%$/.test(cell)) return 'leave the sign out';
  if (/^\d+[.,]\d+$/.test(cell)) return 'a fraction';
  if (/^\d+(\.\d+)?e\+?\d+$/i.test(cell)) return 'a number as Excel shortens it';
  if (/^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/i.test(cell)) return 'an error of Excel';
  return null;
}

/** What is likely meant by a cell that should be a number with a decimal point. */
export function explainDecimal(cell: string): string | null {
  if (/^-?\d+,\d+$/.test(cell)) return 'a decimal comma: write a decimal point';
  return /^-?\d+(\.\d+)?$/.test(cell) ? null : explainNumber(cell);
}

/** What is likely meant by a cell that should be one of some values. */
export function explainValue(cell: string, values: readonly string[]): string | null {
  const near = nearName(cell.replaceAll(/[\s-]+/g, '_'), values);
  return near === null ? null : `is ${near} meant?`;
}

/** What is likely meant by a cell that should be an ONS code. */
export function explainCode(cell: string): string | null {
  if (/^e\d{8}$/.test(cell)) return 'write the E as a capital letter';
  if (/^[WSN]\d{8}$/.test(cell)) return 'a code of Wales, Scotland or Northern Ireland';
  return /^E\d+$/.test(cell) ? `E and ${cell.length - 1} digits, not 8` : null;
}

/** What is likely meant by a cell that should be a decision's reference. */
export function explainReference(cell: string): string | null {
  if (/^\d{8}$/.test(cell)) return 'spaces are missing';
  if (/^\d{7}$/.test(cell)) return 'a leading 0 may be lost, as in Excel';
  if (/^\d\d[ -]\d{3}[ -]\d{3}$/.test(cell)) return 'spaces or dashes, not both';
  return explainNumber(cell);
}

/** What is wrong with a cell that should be text. */
export function explainText(cell: string, maximum: number): string | null {
  if (cell.length > maximum) return `${cell.length} characters`;
  if (cell.includes('\ufffd')) return 'a character was lost when the file was saved';
  if (directionMark.test(cell)) return 'a hidden mark turns the direction of the text';
  return unprintable.test(cell) ? 'a control character' : null;
}

/** Whether text can be read as it stands: nothing lost, nothing hidden, no control characters. */
export function isReadable(value: string): boolean {
  return !unreadable.test(value);
}

// Line breaks and tabs are text; other control characters are a broken file.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const directionMark = /[\u202a-\u202e\u2066-\u2069]/;
const unreadable = new RegExp(`${unprintable.source}|${directionMark.source}|\\ufffd`);
