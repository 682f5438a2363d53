/** The columns that lines of a plain text part are wrapped at. */
export const textWidth = 76;

// Latin letters, punctuation and dashes: one column each, which is nearly all there ever is.
const simple = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*$/;
const invisible = /\p{M}|\p{Cf}/gu;

/** Whether every character of a text takes one column. */
export function isSimple(text: string): boolean {
  return isPlainWord(text) || simple.test(text);
}

/** How many columns a text takes: accents that combine with the letter before take none. */
export function measureText(text: string): number {
  if (isSimple(text)) return text.length;
  let columns = 0;
  for (const _ of text.replace(invisible, '')) columns += 1;
  return columns;
}

const breaks = /^\s|\s$|\s\s|[^\P{Cc}]|[\u2028\u2029]/u;
const breaksAll = /[\p{Cc}\u0020\u2028\u2029]+/gu;

// Two spaces together, or a character that is no printable ASCII.
const unusual = / {2}|[^ -~]/;
// Spaces, and characters that take one column each.
const plain = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*$/;

/** Whether a text is words of characters that take one column each, with one space between: simple, and on one line. */
export function isPlainLine(text: string): boolean {
  if (isPlainWord(text)) return true;
  if (text.startsWith(' ') || text.endsWith(' ')) return false;
  return !unusual.test(text) || (plain.test(text) && !text.includes('  '));
}

/** Text on one line: line breaks, tabs and other control characters become single spaces. */
export function oneLine(text: string): string {
  if (isPlainLine(text)) return text;
  return breaks.test(text) ? text.replace(breaksAll, ' ').trim() : text;
}

/** Longest text for which reading its characters one by one is faster than asking an expression. */
const shortLength = 12;

/** Whether a text is one short word of printable ASCII, as most cells of tables are: told before anything else is asked. */
function isPlainWord(text: string): boolean {
  const { length } = text;
  if (length === 0 || length > shortLength) return false;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit <= 0x20 || unit >= 0x7f) return false;
  }
  return true;
}
