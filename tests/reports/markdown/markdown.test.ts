import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { mjml } from '../../../src/reports/index.ts';
import { houseMarkdown, textMarkdown } from '../../../src/reports/markdown/house-markdown.ts';
import { readMarkdown } from '../../../src/reports/markdown/read-markdown.ts';
import { writeSource } from '../../../src/reports/markup/letter-shape.ts';
import { payloads } from '../../plugins/hostile-payloads.ts';

const render = (text: string) => writeSource(mjml`<mj-column>${houseMarkdown(text)}</mj-column>`);

/** Elements of the rendering with the names of their attributes. */
function elementsOf(source: string): Set<string> {
  const found = new Set<string>();
  const parser = new Parser({
    onopentag: (name, attributes) =>
      found.add(`${name} ${Object.keys(attributes).join(' ')}`.trim()),
    oncomment: () => found.add('comment'),
    onprocessinginstruction: () => found.add('instruction'),
  });
  parser.end(source);
  return found;
}

/** All that a text may become. */
const allowed = new Set([
  'mj-column',
  'mj-text',
  'em',
  'strong',
  'br',
  'a href style',
  'ul style',
  'ol style',
  'li style',
]);

describe('the Markdown of editions', () => {
  it('is paragraphs, emphasis, lists and links', () => {
    const text = [
      'First *paragraph* with **weight**',
      'and [a link](https://example.org/x).',
      '',
      '- one',
      '- two',
      '  1. deep',
      '',
      'Write to [us](mailto:a@example.org).',
    ].join('\n');
    expect(readMarkdown(text).problems).toEqual([]);
    expect(render(text)).toBe(
      '<mj-column><mj-text>First <em>paragraph</em> with <strong>weight</strong>\nand <a href="https://example.org/x" style="color:#0f4c5c;">a link</a>.</mj-text><mj-text><ul style="margin:0;padding:0 0 0 20px;"><li style="margin:0 0 6px;">one</li><li style="margin:0 0 6px;">two<ol style="margin:0;padding:0 0 0 24px;"><li style="margin:0 0 6px;">deep</li></ol></li></ul></mj-text><mj-text>Write to <a href="mailto:a@example.org" style="color:#0f4c5c;">us</a>.</mj-text></mj-column>',
    );
    expect(textMarkdown(text)).toBe(
      [
        'First paragraph with weight and a link (https://example.org/x).',
        '',
        '- one',
        '- two',
        '  1. deep',
        '',
        'Write to us (a@example.org).',
      ].join('\n'),
    );
  });

  it('leaves plain paragraphs as they were', () => {
    expect(render('One.\n\nTwo & three.')).toBe(
      '<mj-column><mj-text>One.</mj-text><mj-text>Two &amp; three.</mj-text></mj-column>',
    );
    expect(textMarkdown('One.\n\nTwo & three.')).toBe('One.\n\nTwo & three.');
  });

  it.each([
    ['# Title', 1, 'a heading'],
    ['x\n\n![a](https://example.org/a.png)', 3, 'an image'],
    ['<b>x</b>', 1, 'HTML'],
    ['`x`', 1, 'code'],
    ['> x', 1, 'a quotation'],
    ['x\n\n---', 3, 'a line across'],
    ['- a\n  - b\n    - c', 3, 'lists within lists within lists'],
  ])('does not take %j, and shows it as it was written', (text, line, name) => {
    const { problems } = readMarkdown(text);
    expect(problems[0]).toEqual({
      line,
      message: `expected paragraphs, emphasis, lists or links, but got ${name}`,
    });
    expect([...elementsOf(render(text))].filter((element) => !allowed.has(element))).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'vbscript:x', '/councils'])(
    'takes no link to %s',
    (url) => {
      const { problems } = readMarkdown(`[x](${url})`);
      expect(problems).toEqual([
        {
          line: 1,
          message: `expected an address that begins with https:, http: or mailto:, but got ${JSON.stringify(url)}`,
        },
      ]);
      expect(elementsOf(render(`[x](${url})`))).not.toContain('a href style');
    },
  );

  it.each(Object.entries(payloads))('becomes nothing else: %s', (_, payload) => {
    for (const text of [payload, `a ${payload} b`, `- ${payload}`, `[${payload}](https://x.org)`]) {
      expect([...elementsOf(render(text))].filter((element) => !allowed.has(element))).toEqual([]);
      expect(textMarkdown(text)).toBeTypeOf('string');
    }
  });

  it('becomes nothing else, whatever is written', () => {
    const piece = fc.constantFrom(
      ...[
        '*',
        '**',
        '_',
        '`',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '!',
        '#',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '  ',
      ],
      ...['javascript:', 'https://x.org', '&lt;', '\\', 'word', '|', '<script>', '<!--', '"', "'"],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const strange = [...elementsOf(render(text))].filter((element) => !allowed.has(element));
        expect(strange, JSON.stringify(text)).toEqual([]);
        textMarkdown(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is laid out once for every letter, and no letter can change it for the others', () => {
    const text = 'We **wrote** to you.';
    const first = houseMarkdown(text);
    expect(houseMarkdown(text)).toBe(first);
    expect(() => (first as unknown[]).push('more')).toThrow(TypeError);
    expect(textMarkdown(text)).toBe(textMarkdown(text));
  });
});
