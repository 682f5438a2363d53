import { measureText } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** Blocks of plain text, an empty line between each; empty and absent ones are left out. */
export function textBlocks(blocks: readonly (string | false | null | undefined)[]): string {
  return joinTexts(blocks, '\n\n');
}

/** Those that are there, each after the one before. */
function joinTexts(
  texts: readonly (string | false | null | undefined)[],
  between: string,
  write: (text: string) => string = (text) => text,
): string {
  let joined = '';
  let isFirst = true;
  for (const text of texts) {
    if (typeof text !== 'string' || text === '') continue;
    if (!isFirst) joined += between;
    joined += write(text);
    isFirst = false;
  }
  return joined;
}

/** A heading with a rule under it: `=` for the title, `-` for a part of it. */
export function textHeading(title: string, rule: '=' | '-' = '-'): string {
  const text = wrapText(title);
  const width = text.includes('\n')
    ? Math.max(...text.split('\n').map(measureText))
    : measureText(text);
  return `${text}\n${rule.repeat(width)}`;
}

const dashed = { first: '- ', indent: '  ' };

/** A list, one wrapped item after another, each with a dash. */
export function textList(items: readonly string[]): string {
  return items.map((item) => wrapText(item, dashed)).join('\n');
}

/** Lines that belong together: an address, a sign-off. What is too long for one goes on, indented. */
export function textLines(lines: readonly (string | false | null | undefined)[]): string {
  return joinTexts(lines, '\n', (line) => wrapText(line, hanging));
}

const hanging = { first: '', indent: '  ' };
