import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { html } from '../../src/web/site/html.ts';

describe('html', () => {
  test('writes text, numbers and lists, and nothing for null, undefined and false', () => {
    expect(
      html`<p>${'a'}${1}${[html`<b>x</b>`, 'y']}${null}${undefined}${false}</p>`.toString(),
    ).toBe('<p>a1<b>x</b>y</p>');
  });

  test('keeps backslashes of a template as they are written in the page', () => {
    expect(html`<p>a${'\\n'}b</p>`.toString()).toBe('<p>a\\nb</p>');
  });

  test('escapes what would end text or a quoted attribute', () => {
    expect(html`<p title="${`"><script>'&`}">${'</p>'}</p>`.toString()).toBe(
      '<p title="&quot;&gt;&lt;script&gt;&#39;&amp;">&lt;/p&gt;</p>',
    );
  });

  test('gives back any text as text and as attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const document = parseDocument(html`<i title="${value}">${value}</i>`.toString());
        const [element] = document.children;
        expect(document.children).toHaveLength(1);
        expect(element).toMatchObject({ name: 'i', attribs: { title: value } });
        if (value !== '') expect(element).toMatchObject({ children: [{ data: value }] });
      }),
    );
  });
});
