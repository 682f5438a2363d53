import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../../../src/plugins/annual-letter/fixtures.ts';
import { annualLetter } from '../../../src/plugins/annual-letter/report.ts';
import { createTestEngine } from '../../reports/create-test-engine.ts';

const engine = createTestEngine([annualLetter]);

/** The data of a fixture with something put at the end of every text that people wrote. */
function poison(value: unknown, payload: string, key = ''): unknown {
  if (typeof value === 'string') {
    const isCode = /date|period|source$|type|outcome|subject|slug|code/i.test(key);
    return isCode ? value : value + payload;
  }
  if (Array.isArray(value)) return value.map((item) => poison(item, payload, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, poison(item, payload, name)]),
  );
}

function render(fixture: string, payload: string) {
  const { params, data } = fixtures[fixture] ?? {};
  return engine.renderData('annual-letter', params, poison(data, payload));
}

/** Every element of a document with its attributes' names: what a payload must not change. */
function skeletonOf(html: string): string[] {
  const tags: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => tags.push(`${name} ${Object.keys(attributes).join(' ')}`),
    oncomment: (comment) => tags.push(`!${comment}`),
  });
  parser.end(html);
  return tags;
}

const payloads = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></table></div>',
  '</mj-text></mj-column></mj-section>',
  '<mj-include path="./package.json" />',
  '<mj-raw><script>1</script></mj-raw>',
  '<!--[if mso]><script>1</script><![endif]-->',
  '--> ]]> <![CDATA[ x',
  '</title><script>1</script>',
  '</style><script>1</script>',
  '&lt;script&gt; &#60;b&#62; &amp;amp;',
  '{{constructor.constructor("x")()}} [[x]] {%x%}',
  "$& $1 $$ $` $'",
  'zvalue0x zvalue1x',
  '\u202eright to left\u2066',
  '\0\x07\ud800\udfff',
  'Łódź ‘naïve’ 漢字 👩‍👩‍👧',
  'x'.repeat(2_000),
  '\r\nYours sincerely,\r\nBcc: someone@example.org',
];

describe('the annual letter, given hostile data', () => {
  it.each(payloads)('stays the letter it was: %j', async (payload) => {
    for (const fixture of ['typical', 'published-figures-only', 'council-comment', 'break-year']) {
      const harmless = await render(fixture, 'x');
      const hostile = await render(fixture, payload);
      expect(skeletonOf(hostile.html)).toEqual(skeletonOf(harmless.html));
      expect(hostile.subject).not.toMatch(/[\r\n]/);
    }
  });

  it('lets no value begin a line of the plain text that it should not begin', async () => {
    const { text } = await render('typical', '\r\n\r\nYours sincerely,\r\n\r\nSomeone Else');
    expect(text.split('\n').filter((line) => line === 'Yours sincerely,')).toHaveLength(1);
  });

  it('takes 300 paragraphs, 300 officers and 300 subjects', async () => {
    const fixture = fixtures.typical;
    const council = fixture?.data.council;
    const [subject] = council?.performance.subjects ?? [];
    const [officer] = council?.officers ?? [];
    if (!fixture || !council || !subject || !officer) throw new Error('The data is gone.');
    const letter = await engine.renderData('annual-letter', fixture.params, {
      ...fixture.data,
      council: {
        ...council,
        letterComment: 'A paragraph.\n\n'.repeat(300),
        officers: Array.from({ length: 300 }, () => officer),
        performance: {
          ...council.performance,
          subjects: Array.from({ length: 300 }, () => subject),
        },
      },
    });
    expect(letter.html.split('A paragraph.')).toHaveLength(301);
    expect(letter.text.split('A paragraph.')).toHaveLength(301);
  });
});
