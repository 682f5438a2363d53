import { describe, expect, it } from 'vitest';
import { type HtmlFragment, html } from '../../../src/reports/index.ts';

describe('html', () => {
  it('escapes text in content and in attributes', () => {
    const hostile = `"><script>alert('1')</script>`;
    expect(html`<b title="${hostile}">${hostile}</b>`.html).toBe(
      '<b title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</b>',
    );
  });

  it('nests fragments and lists of them without escaping them again', () => {
    const items = ['a & b', 'c'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>`.html).toBe('<ul><li>a &amp; b</li><li>c</li></ul>');
  });

  it('gives nothing for false, null and undefined, and 0 for 0', () => {
    expect(html`[${false}${null}${undefined}${0}]`.html).toBe('[0]');
  });

  it('takes an object from JSON that looks like a fragment for no fragment', () => {
    const forged: HtmlFragment = JSON.parse('{"html":"<script>","isTight":true}');
    expect(() => html`<p>${forged}</p>`).toThrow(
      '[markup] in <p>: expected text, a number or html`…`, but got an object.',
    );
  });

  it.each([
    ['https://example.org/a?b=1&c', 'https://example.org/a?b=1&amp;c'],
    ['/councils/kent#decisions', '/councils/kent#decisions'],
    ['#top', '#top'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
    ['councils/kent:1', 'councils/kent:1'],
    ['javascript:alert(1)', '#'],
    ['JaVaScRiPt:alert(1)', '#'],
    [' \tjava\nscript:alert(1)', '#'],
    ['\x01javascript:alert(1)', '#'],
    ['data:text/html,<script>', '#'],
    ['vbscript:x', '#'],
    ['blob:x', '#'],
  ])('writes the address %j as %j', (address, written) => {
    expect(html`<a href="${address}">x</a>`.html).toBe(`<a href="${written}">x</a>`);
  });

  it('takes a value after the start of an address', () => {
    expect(html`<a href="mailto:${'a"b'}">x</a>`.html).toBe('<a href="mailto:a&quot;b">x</a>');
    expect(html`<a href="${'https://a.org'}/${'b'}">x</a>`.html).toBe(
      '<a href="https://a.org/b">x</a>',
    );
  });

  it('takes numbers and plain words in styles', () => {
    expect(html`<p style="width:${12}%;color:${'#0f4c5c'}">x</p>`.html).toBe(
      '<p style="width:12%;color:#0f4c5c">x</p>',
    );
  });
});

describe('html, misused', () => {
  it('refuses a style value that could be more than a value', () => {
    expect(() => html`<p style="color:${'red;background:url(//x)'}">x</p>`).toThrow(
      '[markup] in style of <p>: expected a number or a plain word such as "12px" or "#1d1d1b", but got "red;background:url(//x)".',
    );
  });

  it('refuses numbers that are none', () => {
    expect(() => html`<p>${Number.NaN}</p>`).toThrow(
      '[markup] in <p>: expected text, a number or html`…`, but got NaN.',
    );
  });

  it.each([
    [() => html`<b>x`, 'expected a whole fragment, but <b> is not closed'],
    [() => html`x</b>`, 'expected no closing tag, but got </b>'],
    [() => html`<b><i>x</b></i>`, 'expected </i>, but got </b>'],
    [() => html`<b title="x`, 'expected a whole fragment, but it ends inside a tag or comment'],
    [() => html`<${'b'}>x</b>`, 'expected a tag, but got "<"'],
    [
      () => html`<b ${'x'}>x</b>`,
      'expected the value inside quotes or between tags, but it stands in <b',
    ],
    [() => html`<b title=${'x'}>x</b>`, 'expected the value of title in <b> in quotes'],
    [
      () => html`<b onclick="${'x'}">x</b>`,
      'expected no value in onclick of <b>: its content is code',
    ],
    [
      () => html`<iframe srcdoc="${'x'}"></iframe>`,
      'expected no value in srcdoc of <iframe>: its content is code',
    ],
    [() => html`<script>${'x'}</script>`, 'expected no value inside <script>: its content is code'],
    [() => html`<style>${'x'}</style>`, 'expected no value inside <style>: its content is code'],
    [
      () => html`<!-- ${'x'} -->`,
      'expected no value inside a comment or between conditional comments',
    ],
    [
      () => html`<!--[if mso]>x<![endif]-->`,
      'expected no conditional comment in an html fragment: write it in mjml`…`',
    ],
    [() => html`<mj-text>x</mj-text>`, 'expected an HTML element here, but got <mj-text>'],
    [() => html`<p />`, 'expected <p></p>, but got <p />, which HTML does not close'],
    [
      () => html`<a href="${'java'}${'script:x'}">x</a>`,
      'expected one value as the whole address in href of <a>, but got two',
    ],
  ])('refuses a template that cannot be made safe: %#', (make, problem) => {
    expect(make).toThrow(problem);
  });

  it('names the template in the message', () => {
    expect(() => html`<b>an open tag`).toThrow(
      '[html] in the template "<b>an open tag…": expected a whole fragment, but <b> is not closed.',
    );
  });
});
