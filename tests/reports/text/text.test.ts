import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  textBlocks,
  textHeading,
  textLines,
  textList,
  textTable,
  wrapText,
} from '../../../src/reports/index.ts';
import { finishText } from '../../../src/reports/text/finish-text.ts';
import { measureText, oneLine } from '../../../src/reports/text/text-width.ts';
import { wrapLines } from '../../../src/reports/text/wrap-text.ts';

describe('wrapText', () => {
  it('breaks lines between words, at 76 columns', () => {
    const lines = wrapText('word '.repeat(40)).split('\n');
    expect(lines).toHaveLength(3);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('leaves a long address whole', () => {
    const address = `https://example.org/${'a'.repeat(100)}`;
    expect(wrapText(`See ${address} for more`)).toBe(`See\n${address}\nfor more`);
  });

  it('puts line breaks and control characters of a value out of action', () => {
    expect(wrapText('a\r\n\r\nYours sincerely,\u2028b\0')).toBe('a Yours sincerely, b');
  });

  it('counts an accent that combines with the letter before as nothing', () => {
    const word = 'e\u0301'.repeat(10);
    expect(wrapText(`${word} ${word}`, { width: 21 })).toBe(`${word} ${word}`);
    expect(wrapText(`${word} ${word}`, { width: 20 })).toBe(`${word}\n${word}`);
  });

  it('keeps every word, in order, within the width wherever a word fits', () => {
    const words = fc.array(
      fc.string({
        unit: fc.constantFrom('a', 'b', 'é', '’', '漢', 'e\u0301'),
        minLength: 1,
        maxLength: 12,
      }),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (given, width) => {
        const lines = wrapLines(given.join(' '), { width });
        expect(lines.join(' ')).toBe(given.join(' '));
        for (const line of lines)
          expect(measureText(line) <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });

  it('cuts long words where asked, losing nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', '’', '漢'), maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => {
          const lines = wrapLines(text, { width, cutWords: true });
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines) expect(measureText(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

describe('textTable', () => {
  it('aligns words to the left and numbers to the right', () => {
    expect(
      textTable(
        [{ title: 'Subject' }, { title: 'Decided', align: 'right' }],
        [
          ['Housing', '7'],
          ['Tax', '1,203'],
        ],
      ),
    ).toBe('Subject  Decided\n-------  -------\nHousing        7\nTax        1,203');
  });

  it('wraps the widest column where the table would be too wide', () => {
    const table = textTable(
      [{ title: 'A' }, { title: 'B', align: 'right' }],
      [['long words '.repeat(10), '1']],
      30,
    );
    expect(table.split('\n').every((line) => line.length <= 30)).toBe(true);
    expect(table.replace(/[\s-]+/g, ' ')).toContain('long words long words');
  });

  it('stays aligned with combining accents and with 10,000 characters without a space', () => {
    const table = textTable(
      [{ title: 'A' }, { title: 'B', align: 'right' }],
      [
        ['e\u0301', '1'],
        ['x'.repeat(10_000), '22'],
      ],
    );
    for (const line of table.split('\n')) expect(measureText(line)).toBeLessThanOrEqual(76);
  });

  it('has its titles when there are no rows', () => {
    expect(textTable([{ title: 'A' }], [])).toBe('A\n-');
  });
});

describe('blocks of text', () => {
  it('are parted by an empty line, absent ones left out', () => {
    expect(textBlocks(['a', false, '', null, undefined, 'b'])).toBe('a\n\nb');
  });

  it('have headings underlined', () => {
    expect([textHeading('Title', '='), textHeading('Part')]).toEqual([
      'Title\n=====',
      'Part\n----',
    ]);
  });

  it('have lists with dashes and hanging lines', () => {
    expect(textList(['a', 'word '.repeat(20)])).toBe(
      `- a\n- ${'word '.repeat(15).trim()}\n  ${'word '.repeat(5).trim()}`,
    );
  });

  it('have lines that stay lines', () => {
    expect(textLines(['Ann Lee\nBcc: x', false, 'Chief Executive'])).toBe(
      'Ann Lee Bcc: x\nChief Executive',
    );
  });
});

/** Ordinary words, and what hides between them: white space of all kinds, control characters, marks that combine. */
const awkwardText = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'Zürich',
        '“fault”',
        '–',
        ' ',
        '  ',
        '\n',
        ' \n',
        '\t',
        '\r\n',
        '\r',
        '\u0000',
        '\u007f',
        '\u0085',
      ],
      ...[
        '\u00a0',
        '\u00ad',
        '\u0301',
        '\u1680',
        '\u2003',
        '\u200b',
        '\u2028',
        '\u202e',
        '\u3000',
        '\ufeff',
        '😀',
      ],
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** What `finishText` gives, made in the plainest way. */
function finishAnew(text: string): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .split('\n');
  return `${lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()}\n`;
}

describe('what is told fast of most texts', () => {
  it('gives the same text as making it anew, for every character wherever it stands', () => {
    const wrong: number[] = [];
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const one = String.fromCharCode(unit);
      const isRight = [`ab${one}\nd`, `abc${one}\nd`, `ab${one}d`, `abc${one}`].every(
        (text) => finishText(text) === finishAnew(text),
      );
      if (!isRight) wrong.push(unit);
    }
    expect(wrong).toEqual([]);
  });

  it('gives the same text as making it anew, however long it is', () => {
    const long = 'one –line \nand another\n'.repeat(50_000);
    expect(finishText(long) === finishAnew(long)).toBe(true);
  });

  it('gives the same paragraph however often and however else it was wrapped before', () => {
    const options = fc.record(
      {
        width: fc.constantFrom(20, 76),
        indent: fc.constantFrom('', '  '),
        first: fc.constantFrom('', '- '),
        cutWords: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const paragraph = fc
      .array(fc.constantFrom('fault', 'found', 'é–’', 'x'.repeat(30)), {
        minLength: 8,
        maxLength: 12,
      })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 1, maxLength: 2 }),
        fc.array(options, { minLength: 1, maxLength: 6 }),
        (texts, ways) => {
          for (const way of ways) {
            for (const text of texts) {
              const { indent = '', first = indent } = way;
              const lines = wrapLines(text, way);
              const anew = lines.map((line, at) => `${at === 0 ? first : indent}${line}`);
              expect(wrapText(text, way)).toBe(anew.join('\n'));
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives the same text as making it anew', () => {
    fc.assert(
      fc.property(awkwardText, (text) => finishText(text) === finishAnew(text)),
      {
        numRuns: 3000,
      },
    );
  });

  it('gives the same lines for a text as for its one line', () => {
    fc.assert(
      fc.property(
        awkwardText,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (text, width, cutWords) => {
          const options = { width, cutWords };
          expect(wrapLines(text, options)).toEqual(wrapLines(oneLine(text), options));
          expect(oneLine(text)).toBe(text.replace(/[\p{Cc}\u0020\u2028\u2029]+/gu, ' ').trim());
        },
      ),
      { numRuns: 3000 },
    );
  });
});
