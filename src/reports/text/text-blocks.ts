import { measureText } from './text-width.ts';
import { wrapText } from './wrap-text.ts';

/** Blocks of plain text, an empty line between each; empty and absent ones are left out. */
export function textBlocks(blocks: readonly (string | false | null | undefined)[]): string {
  return blocks
    .flatMap((block) => (typeof block === 'string' && block !== '' ? [block] : []))
    .join('\n\n');
}

/** A heading with a rule under it: `=` for the title, `-` for a part of it. */
export function textHeading(title: string, rule: '=' | '-' = '-'): string {
  const text = wrapText(title);
  const width = Math.max(0, ...text.split('\n').map(measureText));
  return `${text}\n${rule.repeat(width)}`;
}

/** A list, one wrapped item after another, each with a dash. */
export function textList(items: readonly string[]): string {
  return items.map((item) => wrapText(item, { first: '- ', indent: '  ' })).join('\n');
}

/** Lines that belong together: an address, a sign-off. What is too long for one goes on, indented. */
export function textLines(lines: readonly (string | false | null | undefined)[]): string {
  return lines
    .flatMap((line) => (typeof line === 'string' && line !== '' ? [line] : []))
    .map((line) => wrapText(line, { first: '', indent: '  ' }))
    .join('\n');
}
