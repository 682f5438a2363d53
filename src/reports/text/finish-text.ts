import { endianness } from 'node:os';

const controls = /[^\P{Cc}\t\n]/gu;
/** White space that is no space, and is taken away at the ends of lines. */
const otherSpaces =
  '\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** What each UTF-16 unit is: 0 stands for itself, 1 is a line break, 2 has to be looked at. */
const kinds = new Uint8Array(0x1_0000).fill(2, 0, 0x20).fill(2, 0x7f, 0xa1);
for (const space of otherSpaces) kinds[space.charCodeAt(0)] = 2;
kinds[0x0a] = 1;

/** Longer texts are no letters, and the place to read them would be kept. */
const longestRead = 1_000_000;

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

/** Where a text is laid out to be read: as bytes, by unit, and two units at a time. */
let bytes = Buffer.alloc(0);
let units = new Uint16Array();
let pairs = new Uint32Array();

const isBigEndian = endianness() === 'BE';

function layOut(text: string): void {
  if (text.length > units.length) {
    units = new Uint16Array(2 * text.length);
    bytes = Buffer.from(units.buffer);
    pairs = new Uint32Array(units.buffer);
  }
  bytes.write(text, 'utf16le');
  if (isBigEndian) bytes.subarray(0, 2 * text.length).swap16();
}

/**
 * Whether a text is as it is sent but for its ends: no control characters, no line that ends in white space. It is read as numbers, two
 * characters at a time, since most texts have a dash or a quotation mark somewhere, at which an expression has to begin again.
 */
function isClean(text: string): boolean {
  const { length } = text;
  if (length > longestRead) return false;
  layOut(text);
  for (let at = 0; at < length; at += 2) {
    const pair = pairs[at >> 1] as number;
    const isPrintable =
      ((pair | (pair + 0x0001_0001)) & 0xff80_ff80) === 0 &&
      ((pair - 0x0020_0020) & 0x8000_8000) === 0;
    if (isPrintable || (isCleanAt(at) && (at + 1 >= length || isCleanAt(at + 1)))) continue;
    return false;
  }
  return true;
}

function isCleanAt(at: number): boolean {
  const kind = kinds[units[at] as number];
  return kind === 0 || (kind === 1 && (at === 0 || units[at - 1] !== 0x20));
}
