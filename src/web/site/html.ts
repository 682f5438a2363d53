/**
 * Markup with values kept apart from text, so that whatever is in the data comes out as text.
 */

/** Markup that is safe to send as it is. Made by `html` only. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template. Nothing is written for `null`, `undefined` and `false`; lists are joined. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function write(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') {
    return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  }
  return value.map(write).join('');
}

/**
 * Markup from a template. Values are escaped for text and for quoted attributes; always quote attributes.
 *
 * @example
 * html`<p title="${'<b>'}">${'Tom & Ann'}</p>`.toString(); // <p title="&lt;b&gt;">Tom &amp; Ann</p>
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(String.raw({ raw: strings }, ...values.map(write)));
}
