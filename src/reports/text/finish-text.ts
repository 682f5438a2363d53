const controls = /[^\P{Cc}\t\n]/gu;
// Most texts have neither: telling that takes less time than making them anew.
const clean = /^[\n -~\u00a0-\uffff]*$/;
const trailing = /[^\S\n]$/m;

/** A plain text part as it is sent: no control characters, no trailing spaces, one final newline. */
export function finishText(text: string): string {
  if (clean.test(text) && !trailing.test(text)) return `${text.trim()}\n`;
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n').trim()}\n`;
}
