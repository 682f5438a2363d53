import { escapeText } from './escape-text.ts';
import { isHtmlFragment, isMjmlFragment } from './fragment.ts';
import { MarkupError } from './markup-error.ts';
import type { Slot } from './template.ts';

/** The HTML of a value in content: text escaped, HTML fragments as they are, lists joined. */
export function renderContent(value: unknown, slot: Slot): string {
  if (typeof value === 'string') return escapeAgain(value, slot);
  if (isHtmlFragment(value)) return value.html;
  if (Array.isArray(value)) {
    let text = '';
    for (const item of value) text += renderContent(item, slot);
    return text;
  }
  return renderPlain(value, slot, 'text, a number or html`…`');
}

/** The text of a value in a quoted attribute, or where HTML has no elements. */
export function renderAttribute(value: unknown, slot: Slot): string {
  if (typeof value === 'string') return escapeAgain(value, slot);
  return renderPlain(value, slot, 'text or a number');
}

function escapeAgain(text: string, { last }: Slot): string {
  if (text === last.text) return last.escaped;
  // Both at the end: a view may be broken off while the text is escaped, and what is kept must belong together.
  const escaped = escapeText(text);
  last.text = text;
  last.escaped = escaped;
  return escaped;
}

const harmlessUrl = /^(?:https?:|mailto:|tel:|[/?#]|[^:/?#]*(?:[/?#]|$))/i;
// Browsers drop these characters from an address before they look for its scheme.
const ignoredInUrl = /[\p{Cc} ]+/gu;

/**
 * The text of a whole address. One with a scheme that could run code (`javascript:`, `data:`) is
 * replaced by `#`.
 */
export function renderUrl(value: unknown, slot: Slot): string {
  const text = renderAttribute(value, slot);
  return typeof value === 'string' && !harmlessUrl.test(value.replace(ignoredInUrl, ''))
    ? '#'
    : text;
}

const plainWord = /^[\w.,#%+ -]*$/;

/** A number or plain word for a style, width or colour. */
export function renderPlainWord(value: unknown, slot: Slot): string {
  if (typeof value === 'string' && plainWord.test(value)) return value;
  return renderPlain(value, slot, 'a number or a plain word such as "12px" or "#1d1d1b"');
}

function renderPlain(value: unknown, slot: Slot, expected: string): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new MarkupError(
    `[markup] in ${slot.place}: expected ${expected}, but got ${describeValue(value)}.`,
  );
}

/** A short name of a value for messages. */
export function describeValue(value: unknown): string {
  if (isMjmlFragment(value)) return 'mjml`…`';
  if (isHtmlFragment(value)) return 'html`…`';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return String(value);
}
