const controls = /[^\P{Cc}\t\n]/gu;
// What has to be looked at: a line that ends with a space, and whatever is neither printable ASCII nor a line break. Most texts have a
// few dashes and quotation marks of it and nothing else, which takes less time to tell than to make them anew.
const unusual = / \n|[^\n -~]/g;
/** White space that is no space, by its code, and what is taken away at the ends of a text. */
const otherSpaces = new Set(
  [
    ...'\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
  ].map((space) => space.charCodeAt(0)),
);
const firstAfterControls = 0xa1;

/** A plain text part as it is sent: no control characters, no trailing spaces, one final newline. */
export function finishText(text: string): string {
  if (isClean(text)) return `${text.trim()}\n`;
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n').trim()}\n`;
}

/** Whether a text is as it is sent but for its ends. */
function isClean(text: string): boolean {
  unusual.lastIndex = 0;
  while (unusual.test(text)) {
    const unit = text.charCodeAt(unusual.lastIndex - 1);
    if (unit < firstAfterControls || otherSpaces.has(unit)) return false;
  }
  return true;
}
