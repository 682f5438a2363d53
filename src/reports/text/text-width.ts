/** The columns that lines of a plain text part are wrapped at. */
export const textWidth = 76;

const invisible = /\p{M}|\p{Cf}/gu;

/** How many columns a text takes: accents that combine with the letter before take none. */
export function measureText(text: string): number {
  let columns = 0;
  for (const _ of text.replace(invisible, '')) columns += 1;
  return columns;
}

/** Text on one line: line breaks, tabs and other control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u0020\u2028\u2029]+/gu, ' ').trim();
}
