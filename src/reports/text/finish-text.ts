const controls = /[^\P{Cc}\t\n]/gu;
// Most texts have none: no control characters, and no white space but spaces and line breaks. Telling that takes less
// time than making them anew.
const clean =
  /^[\n -~\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff]*$/;

/** A plain text part as it is sent: no control characters, no trailing spaces, one final newline. */
export function finishText(text: string): string {
  if (clean.test(text) && !hasTrailingSpace(text)) return `${text.trim()}\n`;
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n').trim()}\n`;
}

/** By its line breaks, which are fewer than its spaces. */
function hasTrailingSpace(text: string): boolean {
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 0x20) return true;
  }
  return false;
}
