import { measureText, oneLine, textWidth } from './text-width.ts';

/** How to wrap. */
export interface WrapOptions {
  /** Columns; 76 by default. */
  readonly width?: number;
  /** What every line begins with, `first` excepted. */
  readonly indent?: string;
  /** What the first line begins with: `indent` by default. For list items: `- `. */
  readonly first?: string;
  /** Whether words longer than a line are cut. They stay whole by default, as addresses must. */
  readonly cutWords?: boolean;
}

/**
 * One paragraph as lines of at most `width` columns. Line breaks in the text become spaces, so that
 * no value can pass itself off as a line of its own. Empty text gives an empty string.
 */
export function wrapText(text: string, options: WrapOptions = {}): string {
  const { indent = '', first = indent } = options;
  const lines = wrapLines(text, options);
  return lines.map((line, index) => `${index === 0 ? first : indent}${line}`).join('\n');
}

/** The lines of `wrapText`, without their indents. */
export function wrapLines(text: string, options: WrapOptions = {}): string[] {
  const { width = textWidth, indent = '', cutWords = false } = options;
  const room = Math.max(1, width - measureText(indent));
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(' ')) {
    for (const piece of cutWords ? cutWord(word, room) : [word]) {
      if (line === '') line = piece;
      else if (measureText(line) + 1 + measureText(piece) <= room) line += ` ${piece}`;
      else {
        lines.push(line);
        line = piece;
      }
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cutWord(word: string, room: number): string[] {
  if (measureText(word) <= room) return [word];
  const characters = [...word];
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; at += room) {
    pieces.push(characters.slice(at, at + room).join(''));
  }
  return pieces;
}
