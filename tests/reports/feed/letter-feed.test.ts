import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { writeLetterFeed } from '../../../src/reports/feed/letter-feed.ts';

const letters = ['one', 'two'].map((id) => ({
  id,
  title: `Annual review letter 2020: <Kent> & "Medway"`,
  path: `/letters/2020/${id}.html`,
  publishedAt: '2020-07-29T09:00:00.000Z',
}));
const where = { base: 'https://redress.example.org', self: '/feeds/letters.atom' };

/** Names of elements in the order in which they begin. */
function readElements(xml: string): string[] {
  const names: string[] = [];
  const visit = (nodes: ReturnType<typeof parseDocument>['children']) => {
    for (const node of nodes) {
      if (!('name' in node) || !('children' in node)) continue;
      names.push(node.name);
      visit(node.children);
    }
  };
  visit(parseDocument(xml, { xmlMode: true }).children);
  return names;
}

describe('writeLetterFeed', () => {
  it('gives a feed and entries all that RFC 4287 wants of them, once', () => {
    const names = readElements(writeLetterFeed({ letters, next: null }, where));
    const count = (name: string) => names.filter((one) => one === name).length;
    expect(names[0]).toBe('feed');
    expect([count('author'), count('entry')]).toEqual([1, 2]);
    for (const name of ['id', 'title', 'updated']) expect(count(name)).toBe(3);
  });

  it('escapes what stands in it', () => {
    const xml = writeLetterFeed({ letters, next: null }, where);
    expect(xml).toContain('&lt;Kent&gt; &amp; ');
    expect(xml).not.toContain('<Kent>');
  });

  it('leads on where another page follows', () => {
    const xml = writeLetterFeed({ letters, next: '2020-07-29T09:00:00.000Z two' }, where);
    expect(xml).toContain(
      'rel="next" type="application/atom+xml" href="https://redress.example.org/feeds/letters.atom?after=2020-07-29T09%3A00%3A00.000Z%20two"',
    );
  });
});
