const controls = /[^\P{Cc}\t\n]/gu;

/** A plain text part as it is sent: no control characters, no trailing spaces, one final newline. */
export function finishText(text: string): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return `${lines.join('\n').trim()}\n`;
}
