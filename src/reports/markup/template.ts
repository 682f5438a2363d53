import { scanTemplate } from './template-scanner.ts';

/** The two languages a template is written in. */
export type TemplateLanguage = 'mjml' | 'html';

/**
 * What may stand at one `${…}` of a template:
 *
 * - `children`: MJML fragments, between elements of MJML;
 * - `content`: text or HTML fragments, inside `mj-text`, `mj-table` and the like;
 * - `text`: text only, inside `mj-title` and `mj-preview`;
 * - `attribute`: text, in a quoted attribute that MJML passes on as it is;
 * - `url`: an address, checked for a harmless scheme;
 * - `style`: numbers and plain words, in a `style` attribute;
 * - `shape`: numbers and plain words that MJML itself reads (a width, a colour).
 */
export type SlotKind = 'children' | 'content' | 'text' | 'attribute' | 'url' | 'style' | 'shape';

/** One `${…}` of a template. */
export interface Slot {
  readonly kind: SlotKind;
  /** Where it stands, for messages: `<mj-text>` or `href of <a>`. */
  readonly place: string;
  /**
   * Whether MJML could tell an empty value, or white space at its ends, from other text here: at
   * the ends of a block's content, which MJML trims, and in attributes of `mj-*` elements.
   */
  readonly edge: boolean;
  /** Whether this is an attribute of an `mj-*` element. */
  readonly ofMjml: boolean;
  /**
   * The text that stood here last, and that text escaped. Half of a letter's texts are the same as
   * the last letter's, and comparing is faster than escaping.
   */
  readonly last: { text: string; escaped: string };
}

/** The static text of one tagged template, read once. */
export interface Template {
  /** Tells templates apart within one process: part of a shape's key. */
  readonly id: number;
  readonly strings: readonly string[];
  readonly slots: readonly Slot[];
  /** Whether it begins and ends with static text other than white space. */
  readonly isTight: boolean;
}

const known = new WeakMap<TemplateStringsArray, Template>();
let lastId = 0;

/** The template behind a tagged literal; read at its first use, then remembered. */
export function templateOf(strings: TemplateStringsArray, language: TemplateLanguage): Template {
  const remembered = known.get(strings);
  if (remembered !== undefined) return remembered;
  lastId += 1;
  const isTight = /^\S/.test(strings[0] ?? '') && /\S$/.test(strings.at(-1) ?? '');
  const template = { id: lastId, strings, slots: scanTemplate(strings, language), isTight };
  known.set(strings, template);
  return template;
}
