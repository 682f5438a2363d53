import type { Template } from './template.ts';

// Registered symbols: data parsed from JSON cannot carry them, and two copies of this package agree.
const htmlBrand: unique symbol = Symbol.for('redress.html');
const mjmlBrand: unique symbol = Symbol.for('redress.mjml');

/** A value that becomes text. `false`, `null` and `undefined` give nothing. */
export type TextValue = string | number | false | null | undefined;

/** What may stand in an `html` fragment: text, which is escaped, fragments, and lists of both. */
export type HtmlValue = TextValue | HtmlFragment | readonly HtmlValue[];

/** What may stand in an `mjml` fragment: all that HTML takes, and MJML fragments between elements. */
export type MjmlValue = HtmlValue | MjmlFragment | readonly MjmlValue[];

/** A piece of HTML made by the `html` tag; nothing else makes one. */
export interface HtmlFragment {
  readonly [htmlBrand]: true;
  readonly html: string;
  /** Whether it is known to begin and end with something other than white space. */
  readonly isTight: boolean;
}

/** A piece of MJML made by the `mjml` tag, its static text and its values apart. */
export interface MjmlFragment {
  readonly [mjmlBrand]: true;
  readonly template: Template;
  /** One for each slot: the text to write, or the fragments of a `children` slot. */
  readonly parts: readonly (string | readonly MjmlFragment[])[];
}

// Classes, with the brand on the prototype: a letter makes hundreds of these.

class Html implements HtmlFragment {
  readonly html: string;
  readonly isTight: boolean;

  constructor(html: string, isTight: boolean) {
    this.html = html;
    this.isTight = isTight;
  }

  get [htmlBrand](): true {
    return true;
  }
}

class Mjml implements MjmlFragment {
  readonly template: Template;
  readonly parts: MjmlFragment['parts'];

  constructor(template: Template, parts: MjmlFragment['parts']) {
    this.template = template;
    this.parts = parts;
  }

  get [mjmlBrand](): true {
    return true;
  }
}

/** HTML that is known to be safe: for the `html` tag and for builders that escape what they are given. */
export function makeHtml(html: string, isTight = false): HtmlFragment {
  return new Html(html, isTight);
}

export function makeMjml(template: Template, parts: MjmlFragment['parts']): MjmlFragment {
  return new Mjml(template, parts);
}

export function isHtmlFragment(value: unknown): value is HtmlFragment {
  return typeof value === 'object' && value !== null && htmlBrand in value;
}

export function isMjmlFragment(value: unknown): value is MjmlFragment {
  return typeof value === 'object' && value !== null && mjmlBrand in value;
}
