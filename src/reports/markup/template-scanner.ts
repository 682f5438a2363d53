import {
  codeElements,
  contentElements,
  passedOnAttributes,
  textElements,
  urlAttributes,
  voidElements,
} from './element-names.ts';
import { MarkupError } from './markup-error.ts';
import type { Slot, SlotKind, TemplateLanguage } from './template.ts';

/**
 * The slots of a template, each with what may stand there. Throws a `MarkupError` for a template
 * that is not whole (every element is closed, every attribute quoted) or has a value where none can
 * be made safe.
 */
export function scanTemplate(strings: readonly string[], language: TemplateLanguage): Slot[] {
  return new TemplateScanner(strings, language).scan();
}

interface MutableSlot extends Slot {
  edge: boolean;
}

interface OpenAttribute {
  readonly name: string;
  readonly quote: string;
  /** Static text of the value so far, with a space where a value stands. */
  text: string;
  values: number;
}

const tagPattern = /<(\/?)([a-zA-Z][\w:-]*)/y;
const attributePattern = /\s+([^\s"'<>/=]+)(?:=(["']))?/y;
const tagEndPattern = /\s*(\/?)>/y;

class TemplateScanner {
  readonly #strings: readonly string[];
  readonly #language: TemplateLanguage;
  readonly #slots: MutableSlot[] = [];
  readonly #open: string[] = [];
  #tag: string | undefined;
  #attribute: OpenAttribute | undefined;
  #inComment = false;
  #inConditional = false;
  /** Whether nothing but white space and values has come since the content element opened. */
  #contentBlank = true;
  /** Values after which nothing but white space has come yet. */
  #trailing: MutableSlot[] = [];

  constructor(strings: readonly string[], language: TemplateLanguage) {
    this.#strings = strings;
    this.#language = language;
  }

  scan(): Slot[] {
    this.#strings.forEach((text, index) => {
      this.#read(text);
      if (index < this.#strings.length - 1) this.#addSlot();
    });
    if (this.#tag !== undefined || this.#inComment) {
      this.#fail('expected a whole fragment, but it ends inside a tag or comment');
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) {
      this.#fail(`expected a whole fragment, but <${unclosed}> is not closed`);
    }
    return this.#slots;
  }

  #read(text: string): void {
    let at = 0;
    while (at < text.length) {
      if (this.#inComment) at = this.#readComment(text, at);
      else if (this.#attribute !== undefined) at = this.#readAttribute(text, at, this.#attribute);
      else if (this.#tag !== undefined) at = this.#readInTag(text, at, this.#tag);
      else at = this.#readText(text, at);
    }
  }

  #readComment(text: string, at: number): number {
    const end = text.indexOf('-->', at);
    this.#inComment = end === -1;
    return end === -1 ? text.length : end + 3;
  }

  #readAttribute(text: string, at: number, attribute: OpenAttribute): number {
    const end = text.indexOf(attribute.quote, at);
    attribute.text += text.slice(at, end === -1 ? undefined : end);
    if (end === -1) return text.length;
    this.#attribute = undefined;
    return end + 1;
  }

  #readInTag(text: string, at: number, tag: string): number {
    tagEndPattern.lastIndex = at;
    const end = tagEndPattern.exec(text);
    if (end !== null) {
      this.#tag = undefined;
      if (end[1] === '') this.#enter(tag);
      else if (!isMjmlElement(tag) && !voidElements.has(tag)) {
        this.#fail(`expected <${tag}></${tag}>, but got <${tag} />, which HTML does not close`);
      }
      return tagEndPattern.lastIndex;
    }
    attributePattern.lastIndex = at;
    const attribute = attributePattern.exec(text);
    const [, name, quote] = attribute ?? [];
    if (name === undefined) {
      if (text.slice(at).trim() === '') return text.length;
      this.#fail(`expected attributes with quoted values in <${tag}>, but got "${text.slice(at)}"`);
    }
    if (quote === undefined && text[attributePattern.lastIndex] === '=') {
      this.#fail(`expected the value of ${name} in <${tag}> in quotes`);
    }
    if (quote !== undefined) this.#attribute = { name, quote, text: '', values: 0 };
    return attributePattern.lastIndex;
  }

  #enter(tag: string): void {
    if (voidElements.has(tag)) return;
    this.#open.push(tag);
    if (tag === this.#block()) {
      this.#contentBlank = true;
      this.#trailing = [];
    }
  }

  #readText(text: string, at: number): number {
    const next = text.indexOf('<', at);
    this.#noteText(text.slice(at, next === -1 ? undefined : next));
    if (next === -1) return text.length;
    if (text.startsWith('<!--', next)) return this.#startComment(text, next);
    tagPattern.lastIndex = next;
    const tag = tagPattern.exec(text);
    const [, slash, name] = tag ?? [];
    if (name === undefined) {
      this.#fail(`expected a tag, but got "${text.slice(next, next + 12)}"`);
    }
    if (slash === '/') return this.#close(text, name);
    this.#startTag(name);
    return tagPattern.lastIndex;
  }

  #startTag(name: string): void {
    const inStructure = this.#language === 'mjml' && this.#block() === undefined;
    if (isMjmlElement(name) !== inStructure) {
      const expected = inStructure ? 'an mj-* element' : 'an HTML element';
      this.#fail(`expected ${expected} here, but got <${name}>`);
    }
    if (!inStructure) this.#noteContent();
    this.#tag = name;
  }

  #close(text: string, name: string): number {
    const open = this.#open.at(-1);
    if (open !== name) {
      const expected = open === undefined ? 'no closing tag' : `</${open}>`;
      this.#fail(`expected ${expected}, but got </${name}>`);
    }
    const end = text.indexOf('>', tagPattern.lastIndex);
    if (end === -1) this.#fail(`expected </${name}> to end with ">"`);
    if (name === this.#block()) {
      for (const slot of this.#trailing) slot.edge = true;
    } else {
      this.#noteContent();
    }
    this.#open.pop();
    return end + 1;
  }

  #startComment(text: string, at: number): number {
    const comment = text.slice(at, (text.indexOf('-->', at) + 1 || text.length) + 2);
    if (/^<!--\[if/.test(comment)) this.#inConditional = true;
    if (comment.includes('[endif]')) this.#inConditional = false;
    if (this.#language === 'html' && comment.startsWith('<!--[')) {
      this.#fail('expected no conditional comment in an html fragment: write it in mjml`…`');
    }
    this.#noteContent();
    this.#inComment = true;
    return at + 4;
  }

  #noteText(text: string): void {
    if (text.trim() === '') return;
    if (this.#language === 'mjml' && this.#block() === undefined) {
      this.#fail(`expected text inside mj-text or the like, but got "${text.trim().slice(0, 40)}"`);
    }
    this.#noteContent();
  }

  #noteContent(): void {
    this.#contentBlank = false;
    this.#trailing = [];
  }

  /** The MJML element whose content is being read, if any. */
  #block(): string | undefined {
    return this.#open.find(
      (name) => contentElements.has(name) || textElements.has(name) || codeElements.has(name),
    );
  }

  #addSlot(): void {
    if (this.#inComment || this.#inConditional) {
      this.#fail('expected no value inside a comment or between conditional comments');
    }
    if (this.#attribute !== undefined) {
      this.#slots.push(this.#attributeSlot(this.#tag ?? '', this.#attribute));
      return;
    }
    if (this.#tag !== undefined) {
      this.#fail(
        `expected the value inside quotes or between tags, but it stands in <${this.#tag}`,
      );
    }
    const block = this.#block();
    const place = this.#open.length === 0 ? 'the fragment' : `<${this.#open.at(-1)}>`;
    if (this.#open.some((name) => codeElements.has(name))) {
      this.#fail(`expected no value inside ${place}: its content is code`);
    }
    const inText = block !== undefined && textElements.has(block);
    const kind: SlotKind =
      this.#language === 'mjml' && block === undefined ? 'children' : inText ? 'text' : 'content';
    const edge = this.#language === 'mjml' && this.#contentBlank;
    const slot: MutableSlot = { kind, place, edge, ofMjml: false, last: noText() };
    if (kind !== 'children') this.#trailing.push(slot);
    this.#slots.push(slot);
  }

  #attributeSlot(tag: string, attribute: OpenAttribute): MutableSlot {
    const name = attribute.name.toLowerCase();
    const place = `${name} of <${tag}>`;
    if (/^on|^srcdoc$/.test(name)) this.#fail(`expected no value in ${place}: its content is code`);
    const ofMjml = isMjmlElement(tag);
    const isUrl = urlAttributes.has(name);
    if (isUrl && attribute.values > 0 && !/[/?#]/.test(attribute.text)) {
      this.#fail(`expected one value as the whole address in ${place}, but got two`);
    }
    const isWholeUrl = isUrl && attribute.text.trim() === '';
    attribute.values += 1;
    attribute.text += ' ';
    const kind: SlotKind =
      ofMjml && !passedOnAttributes.has(name)
        ? 'shape'
        : isWholeUrl
          ? 'url'
          : name === 'style'
            ? 'style'
            : 'attribute';
    return { kind, place, edge: ofMjml, ofMjml, last: noText() };
  }

  #fail(problem: string): never {
    const start = this.#strings.join('…').trim().replace(/\s+/g, ' ').slice(0, 60);
    throw new MarkupError(`[${this.#language}] in the template "${start}…": ${problem}.`);
  }
}

function isMjmlElement(name: string): boolean {
  return name === 'mjml' || name.startsWith('mj-');
}

function noText(): Slot['last'] {
  return { text: '', escaped: '' };
}
