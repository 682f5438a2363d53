/** One record of a CSV file: its cells as text, and the line on which it begins. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** Where text stops being CSV. */
export interface CsvMistake {
  /** Line on which the record begins, from 1. */
  line: number;
  /** Place of the cell in its record, from 0. */
  cell: number;
  expected: string;
  got: string;
}

/** A record longer than this is a quotation mark that was never closed. */
const recordCharacters = 1_000_000;

const quotationMark = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Takes CSV text apart as it comes, piece by piece: commas between cells, LF, CRLF or CR between records, quotation
 * marks around whole cells and doubled inside them. Lines without anything are passed over.
 */
export class CsvScanner {
  #text = '';
  #line = 1;
  /** A record that was cut is not looked at again before so much text is there: many small pieces stay cheap. */
  #enough = 0;
  /** Of the record in hand: its cells, and the line breaks inside them. */
  #cells: string[] = [];
  #breaks = 0;

  /** Where the text stopped being CSV; nothing is read after it. */
  mistake: CsvMistake | null = null;

  /** The records that are whole by now. */
  write(text: string): CsvRecord[] {
    this.#text += text;
    return this.#text.length < this.#enough ? [] : this.#scan(false);
  }

  /** The record that the end of the file ends. */
  end(): CsvRecord[] {
    return this.#scan(true);
  }

  #scan(isLast: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let at = 0;
    while (this.mistake === null && at < this.#text.length) {
      const next = this.#scanRecord(at, isLast);
      if (next === -1) break;
      const cells = this.#cells;
      if (cells.length > 1 || cells[0]?.trim() !== '') records.push({ line: this.#line, cells });
      this.#line += 1 + this.#breaks;
      at = next;
    }
    this.#text = this.#text.slice(at);
    this.#enough = Math.ceil(this.#text.length * 1.5);
    if (this.mistake === null && this.#text.length > recordCharacters) {
      this.#refuse(
        this.#cells.length,
        'a row of at most 1 MB',
        'a longer one, as when a quotation mark is not closed',
      );
    }
    return records;
  }

  /** Where the next record begins, or -1 when this one is cut short or is no CSV. */
  #scanRecord(start: number, isLast: boolean): number {
    this.#cells = [];
    this.#breaks = 0;
    const text = this.#text;
    let at = start;
    for (;;) {
      const end = text.charCodeAt(at) === quotationMark ? this.#quoted(at, isLast) : this.#bare(at);
      if (end === -1) return -1;
      if (end >= text.length) return isLast ? end : -1;
      const code = text.charCodeAt(end);
      if (code === lineFeed) return end + 1;
      if (code === carriageReturn) {
        if (end + 1 === text.length && !isLast) return -1;
        return text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
      }
      at = end + 1;
    }
  }

  /** Takes a cell without quotation marks. Gives the place after it, or -1. */
  #bare(start: number): number {
    const text = this.#text;
    let at = start;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > comma) continue;
      if (code === comma || code === lineFeed || code === carriageReturn) break;
      if (code === quotationMark) {
        return this.#refuse(
          this.#cells.length,
          'quotation marks around the whole cell, and those inside it doubled',
          'one in the middle of a cell',
        );
      }
    }
    this.#cells.push(text.slice(start, at));
    return at;
  }

  /** Takes a cell in quotation marks. Gives the place after it, or -1. */
  #quoted(start: number, isLast: boolean): number {
    const text = this.#text;
    let hasDoubled = false;
    let close = text.indexOf('"', start + 1);
    while (close !== -1 && text.charCodeAt(close + 1) === quotationMark) {
      hasDoubled = true;
      close = text.indexOf('"', close + 2);
    }
    if (close === -1) {
      if (!isLast) return -1;
      return this.#refuse(
        this.#cells.length,
        'every quotation mark to be closed',
        'the end of the file inside one',
      );
    }
    // The next piece may begin with the second of two quotation marks.
    if (close + 1 === text.length && !isLast) return -1;
    const code = text.charCodeAt(close + 1);
    const isOver = close + 1 === text.length;
    if (!isOver && code !== comma && code !== lineFeed && code !== carriageReturn) {
      return this.#refuse(
        this.#cells.length,
        'a comma or the end of the line after a closing quotation mark',
        'something else',
      );
    }
    const inside = text.slice(start + 1, close);
    this.#breaks += countLineBreaks(inside);
    this.#cells.push(hasDoubled ? inside.replaceAll('""', '"') : inside);
    return close + 1;
  }

  #refuse(cell: number, expected: string, got: string): -1 {
    this.mistake = { line: this.#line, cell, expected, got };
    return -1;
  }
}

function countLineBreaks(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.split(/\r\n|\n|\r/).length - 1;
}
