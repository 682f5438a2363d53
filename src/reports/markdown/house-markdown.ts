import type { HtmlFragment, MjmlFragment } from '../markup/fragment.ts';
import { html } from '../markup/html.ts';
import { mjml } from '../markup/mjml.ts';
import { textBlocks } from '../text/text-blocks.ts';
import { wrapText } from '../text/wrap-text.ts';
import { type Block, type Inline, type MarkdownText, readMarkdown } from './read-markdown.ts';

/** The Markdown of an edition or comment as `mj-text` elements, one a block. For an `mj-column`. */
export function houseMarkdown(text: string): readonly MjmlFragment[] {
  const markdown = readMarkdown(text);
  const known = laidOut.get(markdown);
  if (known !== undefined) return known;
  const made = markdown.blocks.map(
    (block) =>
      mjml`<mj-text>${block.kind === 'paragraph' ? layOutInlines(block.children) : layOutList(block)}</mj-text>`,
  );
  // The same for every letter: nobody may add to it.
  Object.freeze(made);
  laidOut.set(markdown, made);
  return made;
}

/** What was made of texts, for as long as they are kept as read: an edition's stand in every letter of a year. */
const laidOut = new WeakMap<MarkdownText, readonly MjmlFragment[]>();
const written = new WeakMap<MarkdownText, string>();

/** The same in the plain text part: emphasis without marks, links with their addresses, lists with dashes or numbers. */
export function textMarkdown(text: string): string {
  const markdown = readMarkdown(text);
  const known = written.get(markdown);
  if (known !== undefined) return known;
  const made = textBlocks(markdown.blocks.map((block) => writeBlock(block, '')));
  written.set(markdown, made);
  return made;
}

function layOutBlock(block: Block): HtmlFragment {
  return block.kind === 'paragraph' ? html`${layOutInlines(block.children)}` : layOutList(block);
}

function layOutList({ ordered, items }: Extract<Block, { kind: 'list' }>): HtmlFragment {
  const rows = items.map(
    (blocks) => html`<li style="margin:0 0 6px;">${blocks.map(layOutBlock)}</li>`,
  );
  return ordered
    ? html`<ol style="margin:0;padding:0 0 0 24px;">${rows}</ol>`
    : html`<ul style="margin:0;padding:0 0 0 20px;">${rows}</ul>`;
}

function layOutInlines(inlines: readonly Inline[]): HtmlFragment[] {
  return inlines.map(layOutInline);
}

function layOutInline(inline: Inline): HtmlFragment {
  switch (inline.kind) {
    case 'text':
      return html`${inline.text}`;
    case 'break':
      return html`<br>`;
    case 'emphasis':
      return html`<em>${layOutInlines(inline.children)}</em>`;
    case 'strong':
      return html`<strong>${layOutInlines(inline.children)}</strong>`;
    case 'link':
      return html`<a href="${inline.url}" style="color:#0f4c5c;">${layOutInlines(inline.children)}</a>`;
  }
}

function writeBlock(block: Block, indent: string): string {
  if (block.kind === 'paragraph') return wrapText(writeInlines(block.children), { indent });
  return block.items
    .map((blocks, index) => {
      const mark = block.ordered ? `${index + 1}. ` : '- ';
      const inner = `${indent}${' '.repeat(mark.length)}`;
      const [first, ...rest] = blocks;
      const lines =
        first?.kind === 'paragraph'
          ? wrapText(writeInlines(first.children), { first: `${indent}${mark}`, indent: inner })
          : `${indent}${mark}\n${first ? writeBlock(first, inner) : ''}`;
      return [lines, ...rest.map((one) => writeBlock(one, inner))].join('\n');
    })
    .join('\n');
}

function writeInlines(inlines: readonly Inline[]): string {
  return inlines
    .map((inline): string => {
      if (inline.kind === 'text') return inline.text;
      if (inline.kind === 'break') return ' ';
      const words = writeInlines(inline.children);
      if (inline.kind !== 'link') return words;
      const address = inline.url.replace(/^mailto:/i, '');
      return words === inline.url || words === address ? words : `${words} (${address})`;
    })
    .join('');
}
