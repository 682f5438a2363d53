import { escapeText } from '../markup/escape-text.ts';

/** A published letter, as a feed names it. */
export interface FeedLetter {
  /** Never changes. */
  readonly id: string;
  readonly title: string;
  /** Its address without the host: `/letters/2020/dartford.html`. */
  readonly path: string;
  /** When it became public: ISO 8601, UTC. */
  readonly publishedAt: string;
}

/** One page of the feed. */
export interface LetterFeedPage {
  readonly letters: readonly FeedLetter[];
  /** What `?after=` leads on with. Null on the last page. */
  readonly next: string | null;
}

/**
 * Published letters as an Atom feed (RFC 4287) in pages (RFC 5005), the last published first. The same letters give the
 * same bytes.
 *
 * @param base Address of the site, without a slash at the end.
 * @param self Path and query of this page.
 */
export function writeLetterFeed(
  { letters, next }: LetterFeedPage,
  { base, self }: { readonly base: string; readonly self: string },
): string {
  const updated = letters[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z';
  const feed = `${base}${feedPath}`;
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    `  <id>${escapeText(feed)}</id>`,
    '  <title>Letters to councils</title>',
    `  <updated>${updated}</updated>`,
    '  <author><name>Redress</name></author>',
    `  <link rel="self" type="application/atom+xml" href="${escapeText(base + self)}"/>`,
    `  <link rel="first" type="application/atom+xml" href="${escapeText(feed)}"/>`,
    ...(next === null
      ? []
      : [
          `  <link rel="next" type="application/atom+xml" href="${escapeText(`${feed}?after=${encodeURIComponent(next)}`)}"/>`,
        ]),
    ...letters.flatMap(({ id, title, path, publishedAt }) => [
      '  <entry>',
      `    <id>urn:redress:letter:${escapeText(id)}</id>`,
      `    <title>${escapeText(title)}</title>`,
      `    <updated>${publishedAt}</updated>`,
      `    <published>${publishedAt}</published>`,
      `    <link rel="alternate" type="text/html" href="${escapeText(base + path)}"/>`,
      '    <summary>A letter to one council, as it was sent.</summary>',
      '  </entry>',
    ]),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

/** Where the feed is. */
export const feedPath = '/feeds/letters.atom';
