import { describe, expect, it } from 'vitest';
import { html, mjml } from '../../../src/reports/index.ts';
import { takeApart, writeSource } from '../../../src/reports/markup/letter-shape.ts';

describe('mjml', () => {
  it('keeps static text and values apart', () => {
    const letter = (name: string) => mjml`<mj-text>Dear ${name}</mj-text>`;
    expect(takeApart(letter('A'))).toEqual({ key: takeApart(letter('B')).key, values: ['A'] });
  });

  it('gives two branches two shapes', () => {
    const letter = (note: string | null) =>
      mjml`<mj-column>${note !== null && mjml`<mj-text>${note}</mj-text>`}</mj-column>`;
    expect(takeApart(letter('x')).key).toBe(takeApart(letter('y')).key);
    expect(takeApart(letter(null)).key).not.toBe(takeApart(letter('x')).key);
  });

  it('gives any number of html rows one shape', () => {
    const letter = (rows: number) =>
      mjml`<mj-table>${Array.from({ length: rows }, () => html`<tr><td>x</td></tr>`)}</mj-table>`;
    expect(takeApart(letter(300)).key).toBe(takeApart(letter(1)).key);
  });

  it('makes what MJML itself reads part of the shape', () => {
    const letter = (width: number) => mjml`<mj-column width="${width}%"></mj-column>`;
    expect(takeApart(letter(50)).key).not.toBe(takeApart(letter(40)).key);
    expect(takeApart(letter(50)).values).toEqual([]);
    expect(writeSource(letter(50))).toBe('<mj-column width="50%"></mj-column>');
  });

  it('writes its source with values escaped', () => {
    expect(writeSource(mjml`<mj-text>${'<b>'} & ${html`<i>${'"'}</i>`}</mj-text>`)).toBe(
      '<mj-text>&lt;b&gt; & <i>&quot;</i></mj-text>',
    );
  });

  it('keeps "true" and "false" as text in attributes that MJML passes on', () => {
    expect(writeSource(mjml`<mj-image alt="${'true'}" title="${'false'}" />`)).toBe(
      '<mj-image alt="&#116;rue" title="&#102;alse" />',
    );
  });
});

describe('mjml, misused', () => {
  it('refuses text between elements', () => {
    expect(() => mjml`<mj-column>${'x'}</mj-column>`).toThrow(
      '[mjml] in <mj-column>: expected mjml`…` between elements, but got "x". Put text into mj-text.',
    );
  });

  it('refuses MJML inside content', () => {
    expect(() => mjml`<mj-text>${mjml`<mj-text>x</mj-text>`}</mj-text>`).toThrow(
      '[markup] in <mj-text>: expected text, a number or html`…`, but got mjml`…`.',
    );
  });

  it('refuses HTML in the title', () => {
    expect(() => mjml`<mj-title>${html`<b>x</b>`}</mj-title>`).toThrow(
      '[markup] in <mj-title>: expected text or a number, but got html`…`.',
    );
  });

  it.each([
    [() => mjml`Hello`, 'expected text inside mj-text or the like, but got "Hello"'],
    [() => mjml`<mj-column><p>x</p></mj-column>`, 'expected an mj-* element here, but got <p>'],
    [
      () => mjml`<mj-text><mj-text>x</mj-text></mj-text>`,
      'expected an HTML element here, but got <mj-text>',
    ],
    [
      () => mjml`<mj-style>${'x'}</mj-style>`,
      'expected no value inside <mj-style>: its content is code',
    ],
    [
      () => mjml`<mj-raw><!--[if !mso]><!-->${'x'}<!--<![endif]--></mj-raw>`,
      'expected no value inside a comment or between conditional comments',
    ],
    [
      () => mjml`<mj-text color="${'red;x'}">x</mj-text>`,
      'expected a number or a plain word such as "12px" or "#1d1d1b", but got "red;x"',
    ],
  ])('refuses a template that cannot be made safe: %#', (make, problem) => {
    expect(make).toThrow(problem);
  });
});
