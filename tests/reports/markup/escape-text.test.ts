import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../../src/reports/markup/escape-text.ts';

/** What a reader gets: the text of an element and of an attribute that hold the escaped text. */
function read(escaped: string): { content: unknown; attribute: unknown; children: number } {
  const [element] = parseDocument(`<b title="${escaped}">${escaped}</b>`).children;
  if (element?.type !== 'tag') throw new Error('The element is gone.');
  const [text] = element.children;
  return {
    content: text === undefined ? '' : 'data' in text ? text.data : undefined,
    attribute: element.attribs.title,
    children: element.children.length,
  };
}

describe('escapeText', () => {
  it('gives text back unchanged to whoever reads the HTML', () => {
    const harmless = fc
      .string({ unit: 'binary' })
      .filter((text) => !/[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]/u.test(text));
    fc.assert(
      fc.property(harmless, (text) => {
        const { content, attribute, children } = read(escapeText(text));
        expect(content).toBe(text);
        expect(attribute).toBe(text);
        expect(children).toBe(text === '' ? 0 : 1);
      }),
    );
  });

  it('gives nothing but ASCII without markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeText(text)).toMatch(/^(?:[\t\n\r !#-%(-;=?-~]|&(?:amp|lt|gt|quot|#\d+);)*$/);
      }),
    );
  });

  it('replaces control characters and halves of surrogate pairs', () => {
    expect(escapeText('a\0b\x1bc\ud800d')).toBe('a&#65533;b&#65533;c&#65533;d');
  });

  it('keeps tabs and line breaks', () => {
    expect(escapeText('a\tb\r\nc')).toBe('a\tb\r\nc');
  });

  it('closes the changes of direction that a text leaves open', () => {
    expect(escapeText('a\u202eb')).toBe('a&#8238;b&#8236;');
    expect(escapeText('a\u2067b\u202ac')).toBe('a&#8295;b&#8234;c&#8236;&#8297;');
    expect(escapeText('\u202ea\u202c')).toBe('&#8238;a&#8236;');
  });

  it('leaves a right-to-left name as it is', () => {
    expect(read(escapeText('שלום')).content).toBe('שלום');
  });
});
