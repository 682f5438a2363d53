import { isUtf8 } from 'node:buffer';
import { describeSignature, signatureBytes } from './file-signature.ts';
import { type ImportProblem, quote } from './import-error.ts';

/** Watches the bytes of a file go by and says where they stop being UTF-8. */
export class Utf8Guard {
  #rest: Uint8Array = new Uint8Array();
  #line = 1;
  /** The first bytes, until there are enough to tell a file of another kind by. */
  #head: Uint8Array | null = new Uint8Array();

  /** The mistake in this piece of the file, or null. A character cut in two waits for the next piece. */
  check(chunk: Uint8Array): ImportProblem | null {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const foreign = this.#readHead(chunk);
    if (foreign !== null) return foreign;
    const end = bytes.length - cutCharacterLength(bytes);
    const whole = bytes.subarray(0, end);
    this.#rest = bytes.subarray(end);
    const isText = isUtf8(whole);
    if (isText && !whole.includes(0)) {
      this.#line += countLineBreaks(whole);
      return null;
    }
    return this.#locate(whole);
  }

  /** The mistake at the end of the file: a character of which the last bytes are missing. */
  finish(): ImportProblem | null {
    return this.#rest.length === 0 ? null : problemAt(this.#line, describeByte(this.#rest[0] ?? 0));
  }

  #readHead(chunk: Uint8Array): ImportProblem | null {
    if (this.#head === null) return null;
    this.#head = Buffer.concat([this.#head, chunk.subarray(0, signatureBytes)]);
    const what = describeSignature(this.#head);
    if (this.#head.length >= signatureBytes) this.#head = null;
    return what === null ? null : problemAt(1, what);
  }

  #locate(bytes: Uint8Array): ImportProblem {
    let start = 0;
    let line = this.#line;
    while (start < bytes.length) {
      const lineBreak = bytes.indexOf(0x0a, start);
      const end = lineBreak === -1 ? bytes.length : lineBreak + 1;
      const lineBytes = bytes.subarray(start, end);
      if (!isUtf8(lineBytes)) return problemAt(line, describeFirstBadByte(lineBytes));
      if (lineBytes.includes(0)) {
        return problemAt(line, 'a zero byte, as in a file that is not text');
      }
      start = end;
      line += 1;
    }
    return problemAt(line, 'other bytes');
  }
}

function problemAt(line: number, got: string): ImportProblem {
  return {
    line,
    column: null,
    expected: 'UTF-8 (in Excel: Save As, “CSV UTF-8 (Comma delimited)”)',
    got,
  };
}

function describeFirstBadByte(bytes: Uint8Array): string {
  const good = new TextDecoder().decode(bytes).indexOf('\ufffd');
  const before = Buffer.from(new TextDecoder().decode(bytes).slice(0, good)).length;
  return describeByte(bytes[before] ?? 0);
}

function describeByte(byte: number): string {
  const likely = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return `the byte 0x${byte.toString(16).padStart(2, '0').toUpperCase()}, which is ${quote(likely)} in Windows-1252`;
}

/** How many bytes at the end begin a character that the next piece goes on with. */
function cutCharacterLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? back : 0;
    }
  }
  return 0;
}

function countLineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}
