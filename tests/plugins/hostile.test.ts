import { Parser } from 'htmlparser2';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildRedressSchema } from '../../src/composition/our-supergraph.ts';
import { installedReports } from '../../src/plugins/index.ts';
import { ReportError } from '../../src/reports/report-error.ts';
import { createTestEngine } from '../reports/create-test-engine.ts';
import { payloads } from './hostile-payloads.ts';
import { changeTexts, findTextPaths } from './text-leaves.ts';

const schema = buildRedressSchema();
const engine = createTestEngine(installedReports);

/** Every element of a document with its attributes: what nothing in the data may change. */
function skeletonOf(html: string): string[] {
  const tags: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) =>
      tags.push(`${name} ${Object.entries(attributes).map(describeAttribute).join(' ')}`),
    onclosetag: (name) => tags.push(`/${name}`),
    oncomment: (comment) => tags.push(`!${comment}`),
    onprocessinginstruction: (name) => tags.push(`?${name}`),
  });
  parser.end(html);
  return tags;
}

/** An attribute with its value; of an address the scheme and host, of a title only that it is there. */
function describeAttribute([name, value]: [string, string]): string {
  if (name === 'href' || name === 'src' || name === 'action') {
    return `${name}=${/^(?:[a-z]+:)?(?:\/\/[^/?#]*)?/i.exec(value)?.[0] ?? ''}`;
  }
  return name === 'aria-label' || name === 'alt' || name === 'title' ? name : `${name}=${value}`;
}

const isMarkdown = (tag: string) => /^\/?(?:p|em|strong|a|ul|ol|li|br)\b/.test(tag);
const withoutMarkdown = (skeleton: readonly string[]) => skeleton.filter((tag) => !isMarkdown(tag));

/** What stands in the longer of two skeletons and not in the shorter, which is the same otherwise. */
function findInsertion(shorter: readonly string[], longer: readonly string[]): string {
  const [short, long] = [withoutMarkdown(shorter), withoutMarkdown(longer)];
  const at = long.findIndex((tag, index) => tag !== short[index]);
  if (at === -1) return '';
  const inserted = long.slice(at, at + long.length - short.length);
  expect([...short.slice(0, at), ...inserted, ...short.slice(at)]).toEqual(long);
  // Where rows follow each other, the one that is more can be seen to begin at any of its tags.
  const cell = inserted.findIndex((tag) => tag.startsWith('td'));
  const turned = [...inserted.slice(cell), ...inserted.slice(0, cell)];
  const rest = turned.findIndex((tag, index) => index > 0 && tag === turned[0]);
  return turned.slice(0, rest === -1 ? turned.length : rest).join('\n');
}

/** A skeleton without Markdown's elements and without the rows that hold one paragraph each. */
function withoutProse(skeleton: readonly string[], paragraph: string): string {
  return withoutMarkdown(skeleton).join('\n').replaceAll(`${paragraph}\n`, '');
}

const withoutAddress = (tag: string) => tag.replace(/ href=\S*/, ' href');

/** Fields that people write as paragraphs: an empty line parts them, and Markdown means something there. */
const prose = /\b(?:letterComment|opening|closing)$/;

describe.each(installedReports.map(({ name }) => name))('%s, given hostile data', (name) => {
  const report = engine.registry.get(name);
  const paths = findTextPaths(report, schema);
  const lines = new Set([...paths].filter((path) => !prose.test(path)));
  const fixtures = Object.entries(report.fixtures);

  const render = (fixture: unknown, params: unknown, put: (text: string) => string, only = paths) =>
    engine.renderData(name, params, changeTexts(fixture, only, put));

  it('has text in its data to put something into', () => {
    expect(paths.size).toBeGreaterThan(2);
  });

  it.each(Object.entries(payloads))('stays what it was: %s', async (_, payload) => {
    const only = /\n\s*\n|[*#_`<>]/.test(payload) ? lines : paths;
    for (const [, { params, data }] of fixtures) {
      const harmless = await render(data, params, (text) => `${text}x`, only);
      const hostile = await render(data, params, (text) => `${text}${payload}`, only);
      expect(skeletonOf(hostile.html)).toEqual(skeletonOf(harmless.html));
      expect(hostile.subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(hostile.preheader).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      // Nothing but line breaks and tabs of the text part is a control character.
      expect(hostile.text).not.toMatch(/[^\P{Cc}\n\t]/u);
    }
  });

  // What the prose of a letter may be made of, with the look that Markdown of an author gets.
  const written = '\n\nx *y* **z** [w](https://example.org/v)\n\n- u\n\n1. t\n\nx\\\ny';
  const proseFields = [...paths].filter((path) => prose.test(path));
  describe.runIf(proseFields.length > 0).each(proseFields)('in the prose of %s', (path) => {
    let fixture: (typeof fixtures)[number][1] | undefined;
    const skeletonWith = async (put: (text: string) => string) =>
      skeletonOf((await render(fixture?.data, fixture?.params, put, new Set([path]))).html);
    let one: readonly string[];
    let paragraph: string;
    let known: ReadonlySet<string>;
    beforeAll(async () => {
      for ([, fixture] of fixtures) {
        one = await skeletonWith(() => 'x');
        paragraph = findInsertion(one, await skeletonWith(() => 'x\n\ny'));
        if (paragraph !== '') break;
      }
      expect(paragraph, 'a fixture with words here').not.toBe('');
      known = new Set((await skeletonWith(() => written)).map(withoutAddress));
    });

    it.each(Object.entries(payloads))('reads Markdown and nothing else: %s', async (_, payload) => {
      for (const put of [(text: string) => `${text}${payload}`, () => payload]) {
        const skeleton = await skeletonWith(put);
        const marks = skeleton.filter(isMarkdown);
        expect(marks.filter((tag) => !known.has(withoutAddress(tag)))).toEqual([]);
        expect(marks.join('\n')).not.toMatch(/href=(?!https?:\/\/|mailto:|tel:|#|\/|$)/im);
        expect(withoutProse(skeleton, paragraph)).toEqual(withoutProse(one, paragraph));
      }
    });
  });

  it('stays what it was with each field alone made hostile', async () => {
    const payload = `"'></td></mj-text><script>1</script><!-- ]]>&lt; javascript:1`;
    for (const path of paths) {
      for (const [, { params, data }] of fixtures) {
        const only = new Set([path]);
        const harmless = await render(data, params, (text) => `${text}x`, only);
        const hostile = await render(data, params, (text) => `${text}${payload}`, only);
        expect(skeletonOf(hostile.html), path).toEqual(skeletonOf(harmless.html));
      }
    }
  });

  it('stays what it was with a field that is nothing but the payload', async () => {
    for (const payload of ['javascript:alert(1)', 'data:text/html,x', '', ' ', '\u202e', '<b>']) {
      for (const path of paths) {
        const [, fixture] = fixtures[0] ?? [];
        const letter = await render(
          fixture?.data,
          fixture?.params,
          () => payload,
          new Set([path]),
        ).catch((error: unknown) => error);
        if (letter instanceof ReportError) {
          // A letter without a subject is refused by name; nothing else may be.
          expect(letter.message, path).toContain(`[report:${name}]`);
          continue;
        }
        expect(JSON.stringify(letter), path).not.toMatch(/href=\\?["'](?:javascript|data):/);
      }
    }
  });

  it('lets no value begin a paragraph of the plain text', async () => {
    for (const [, { params, data }] of fixtures) {
      const letter = await render(data, params, (text) => `${text}\r\n\r\nzforged: line`, lines);
      // It may stand at the beginning of a line where a paragraph wraps, but begins no paragraph.
      expect(letter.text).not.toMatch(/\n\s*\n *zforged/);
    }
  });

  it('takes lists of 300', async () => {
    const [, fixture] = fixtures[0] ?? [];
    const grow = (value: unknown): unknown => {
      if (Array.isArray(value)) {
        const [first] = value;
        return first === undefined ? [] : Array.from({ length: 300 }, () => grow(first));
      }
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, grow(item)]));
    };
    const letter = await engine.renderData(name, fixture?.params, grow(fixture?.data));
    expect(letter.html.length).toBeGreaterThan(10_000);
    expect(letter.text.length).toBeGreaterThan(1_000);
  });
});
