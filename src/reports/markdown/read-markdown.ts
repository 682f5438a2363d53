import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** A run of text, perhaps emphasised or linked. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'emphasis' | 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] };

/** A paragraph, or a list whose items hold blocks of their own. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Block[])[];
    };

/** Something in a text that is not among what editions may hold. */
export interface MarkdownProblem {
  /** Line of the text, from 1. */
  readonly line: number;
  /** What was expected, but what came. */
  readonly message: string;
}

/** A text as blocks, and what in it was not accepted and stands there as the text that was written. */
export interface MarkdownText {
  readonly blocks: readonly Block[];
  readonly problems: readonly MarkdownProblem[];
}

/** How deep lists may stand in each other. */
const deepestList = 2;

const allowedUrl = /^(?:https?:\/\/|mailto:)[^\s]+$/i;

/**
 * Reads the Markdown of editions and comments: paragraphs, emphasis, lists and links (`https:`, `http:`, `mailto:`). Anything
 * else (headings, images, HTML, code, tables, addresses of other kinds) becomes the text that was written, and is named as a
 * problem. Never throws.
 */
export function readMarkdown(text: string): MarkdownText {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const read = readAnew(text);
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, read);
  return read;
}

/** Texts of an edition stand in every letter of a year, and reading one takes longer than a letter. */
const kept = new Map<string, MarkdownText>();
const mostKept = 100;

function readAnew(text: string): MarkdownText {
  const problems: MarkdownProblem[] = [];
  const root: Root = fromMarkdown(text);
  const reader = new MarkdownReader(text, problems);
  return { blocks: root.children.flatMap((node) => reader.readBlock(node, 0)), problems };
}

class MarkdownReader {
  readonly #text: string;
  readonly #problems: MarkdownProblem[];

  constructor(text: string, problems: MarkdownProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  readBlock(node: RootContent, depth: number): Block[] {
    if (node.type === 'paragraph') {
      return [{ kind: 'paragraph', children: this.#readInlines(node.children) }];
    }
    if (node.type === 'list' && depth < deepestList) {
      const items = node.children.map((item) =>
        item.children.flatMap((child) => this.readBlock(child, depth + 1)),
      );
      return [{ kind: 'list', ordered: node.ordered === true, items }];
    }
    this.#refuse(node);
    return [{ kind: 'paragraph', children: [{ kind: 'text', text: this.#source(node) }] }];
  }

  #readInlines(nodes: readonly PhrasingContent[]): Inline[] {
    return nodes.map((node): Inline => {
      switch (node.type) {
        case 'text':
          return { kind: 'text', text: node.value };
        case 'break':
          return { kind: 'break' };
        case 'emphasis':
        case 'strong':
          return { kind: node.type, children: this.#readInlines(node.children) };
        case 'link':
          if (allowedUrl.test(node.url)) {
            return { kind: 'link', url: node.url, children: this.#readInlines(node.children) };
          }
          this.#problems.push({
            line: node.position?.start.line ?? 1,
            message: `expected an address that begins with https:, http: or mailto:, but got ${JSON.stringify(node.url.slice(0, 80))}`,
          });
          return { kind: 'text', text: this.#source(node) };
        default:
          this.#refuse(node);
          return { kind: 'text', text: this.#source(node) };
      }
    });
  }

  #refuse(node: Nodes): void {
    this.#problems.push({
      line: node.position?.start.line ?? 1,
      message: `expected paragraphs, emphasis, lists or links, but got ${names[node.type] ?? node.type}`,
    });
  }

  /** What was written, as it stands in the text. */
  #source({ position }: Nodes): string {
    return this.#text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
  }
}

/** What people call the parts of Markdown that are not accepted. */
const names: Readonly<Record<string, string>> = {
  heading: 'a heading',
  html: 'HTML',
  code: 'a block of code',
  inlineCode: 'code',
  blockquote: 'a quotation',
  thematicBreak: 'a line across',
  image: 'an image',
  imageReference: 'an image',
  linkReference: 'a link whose address stands elsewhere',
  definition: 'an address for links elsewhere',
  list: 'lists within lists within lists',
};
