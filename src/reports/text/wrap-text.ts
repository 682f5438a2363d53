import { isPlainLine, isSimple, measureText, oneLine, textWidth } from './text-width.ts';

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
  const { indent = '', first = indent, width = textWidth, cutWords = false } = options;
  const last = lastByLength[text.length];
  const isLast =
    last !== undefined &&
    last.text === text &&
    last.indent === indent &&
    last.first === first &&
    last.width === width &&
    last.cutWords === cutWords;
  if (isLast) return last.written;
  const written = wrapAnew(text, first, options);
  if (text.length >= leastKept && text.length <= mostKept) {
    lastByLength[text.length] = { text, indent, first, width, cutWords, written };
  }
  return written;
}

/** A paragraph that was wrapped. */
interface Wrapped extends Required<WrapOptions> {
  readonly text: string;
  readonly written: string;
}

/**
 * The last paragraph of each length. Letters have paragraphs that are the same for every council, and to compare two texts takes far
 * less than to wrap one.
 */
const lastByLength: (Wrapped | undefined)[] = [];
const [leastKept, mostKept] = [40, 1000];

function wrapAnew(text: string, first: string, options: WrapOptions): string {
  const { indent = '' } = options;
  let written = '';
  let start = first;
  for (const line of wrapLines(text, options)) {
    written += start + line;
    start = `\n${indent}`;
  }
  return written;
}

/** The lines of `wrapText`, without their indents. */
export function wrapLines(text: string, options: WrapOptions = {}): string[] {
  const { width = textWidth, indent = '', cutWords = false } = options;
  const room = Math.max(1, width - measureText(indent));
  if (isPlainLine(text)) return cutSimple(text, room, cutWords);
  const line = oneLine(text);
  return isSimple(line) ? cutSimple(line, room, cutWords) : cutByWords(line, room, cutWords);
}

/** Where every character takes one column, lines can be cut off without looking at each word. */
function cutSimple(text: string, room: number, cutWords: boolean): string[] {
  const lines: string[] = [];
  let from = 0;
  while (text.length - from > room) {
    const fitting = text.lastIndexOf(' ', from + room);
    const space = fitting > from ? fitting : cutWords ? -1 : text.indexOf(' ', from + room);
    if (space === -1 && !cutWords) break;
    const end = space === -1 ? from + room : space;
    lines.push(text.slice(from, end));
    from = space === -1 ? end : end + 1;
  }
  if (from < text.length) lines.push(text.slice(from));
  return lines;
}

function cutByWords(text: string, room: number, cutWords: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  let columns = 0;
  for (const word of text.split(' ')) {
    for (const piece of cutWords ? cutWord(word, room) : [word]) {
      const added = measureText(piece);
      if (line !== '' && columns + 1 + added <= room) {
        line += ` ${piece}`;
        columns += 1 + added;
      } else {
        if (line !== '') lines.push(line);
        line = piece;
        columns = added;
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
