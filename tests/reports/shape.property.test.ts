import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMjml } from '../../src/reports/compile-mjml.ts';
import { html, type MjmlFragment, mjml } from '../../src/reports/index.ts';
import { wrapInShell } from '../../src/reports/letter-shell.ts';
import { writeSource } from '../../src/reports/markup/letter-shape.ts';
import { createShapeCache } from '../../src/reports/shape-cache.ts';

const known = [
  '',
  ' ',
  '<script>alert(1)</script>',
  '</mj-text></mj-column>',
  '<mj-include path="/etc/passwd" />',
  '&amp; &lt; &#60; &nbsp',
  '{{ name }} {% raw %} [[ x ]] #{y} <%= z %>',
  "$& $1 $$ $` $'",
  'zvalue0x zvalue1x',
  '"\'`',
  'true',
  'false',
  '<!--[if mso]> a  b <![endif]-->',
  ']]>',
  'font-family:Roboto;',
  '\u202eright to left\u202c שלום',
  'Łódź – ‘naïve’ 漢字 👩‍👩‍👧',
  '\0\x07\ud800',
  '  two  spaces\n\tand lines\r\n ',
  '\u00a0nbsp\u2028',
  'x'.repeat(10_000),
  'javascript:alert(1)',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.constantFrom(...known), { maxLength: 4 }).map((parts) => parts.join('')),
  },
);

const nonBlank = text.filter((value) => value.trim() !== '');

interface LetterData {
  readonly title: string;
  readonly name: string;
  readonly url: string;
  readonly note: string | null;
  readonly rows: readonly (readonly [string, number])[];
  readonly paragraphs: readonly string[];
  readonly width: number;
}

const letterData: fc.Arbitrary<LetterData> = fc.record({
  title: nonBlank,
  name: text,
  url: text,
  note: fc.option(text),
  rows: fc.array(fc.tuple(text, fc.nat(100)), { maxLength: 12 }),
  paragraphs: fc.array(text, { maxLength: 3 }),
  width: fc.constantFrom(40, 60),
});

/** A letter with a value in every place where one may stand. */
function writeLetter({
  title,
  name,
  url,
  note,
  rows,
  paragraphs,
  width,
}: LetterData): MjmlFragment {
  return wrapInShell({
    locale: 'en-GB',
    subject: title,
    preheader: title,
    head: undefined,
    body: mjml`
      <mj-section css-class="sheet" padding="${width}px 0">
        <mj-column width="${width}%">
          <mj-text>${name}</mj-text>
          <mj-text>
            ${name} in the middle ${name}
          </mj-text>
          <mj-text><a href="${url}" title="${name}">${name}</a> ${html`<b>${name}</b>`}</mj-text>
          <mj-text>${html`  <i>${name}</i>  `}</mj-text>
          ${note !== null && mjml`<mj-text>Note: ${note}</mj-text>`}
          ${paragraphs.map((paragraph) => mjml`<mj-text>${paragraph}</mj-text>`)}
          <mj-button href="${url}" title="${name}">${name}</mj-button>
          <mj-image src="${url}" alt="${name}" width="${width}px" />
        </mj-column>
        <mj-column>
          <mj-table>${rows.map(
            ([label, percent]) =>
              html`<tr><th scope="row">${label}</th><td style="width:${percent}%">${percent}</td></tr>`,
          )}</mj-table>
          <mj-raw><p>${name}</p></mj-raw>
        </mj-column>
      </mj-section>`,
  });
}

describe('a filled shape', () => {
  it('is byte for byte what MJML gives for the same letter', async () => {
    const cache = createShapeCache({ max: 50, compile: compileMjml });
    await fc.assert(
      fc.asyncProperty(letterData, async (data) => {
        const letter = writeLetter(data);
        const rendered = cache.fill(letter) ?? (await cache.render(letter));
        expect(rendered).toBe(await compileMjml(writeSource(letter)));
      }),
      { numRuns: 300 },
    );
    const { filled, notFillable } = cache.stats();
    expect(notFillable).toBe(0);
    expect(filled).toBeGreaterThan(100);
  });
});
