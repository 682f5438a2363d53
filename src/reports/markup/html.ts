import { type HtmlFragment, type HtmlValue, makeHtml } from './fragment.ts';
import { MarkupError } from './markup-error.ts';
import { renderAttribute, renderContent, renderPlainWord, renderUrl } from './render-value.ts';
import { templateOf } from './template.ts';

/**
 * A piece of HTML for inside `mj-text`, `mj-table` and the like.
 *
 * Everything interpolated is escaped; only other `html` fragments, and lists of them, are taken as
 * HTML. `false`, `null` and `undefined` give nothing, so that `${note && html`<p>${note}</p>`}`
 * reads as it looks. Addresses with a scheme that could run code come out harmless.
 *
 * ```ts
 * const rows = html`${courses.map((course) => html`<tr><td>${course.title}</td></tr>`)}`;
 * ```
 *
 * Throws a `MarkupError` when the fragment is not whole or a value stands where it cannot be made
 * safe, such as a tag's name or a script.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): HtmlFragment {
  const template = templateOf(strings, 'html');
  let text = strings[0] ?? '';
  for (let index = 0; index < values.length; index += 1) {
    const slot = template.slots[index];
    if (slot === undefined) throw new MarkupError('[html] got more values than the template has.');
    const value = values[index];
    if (slot.kind === 'content') text += renderContent(value, slot);
    else if (slot.kind === 'url') text += renderUrl(value, slot);
    else if (slot.kind === 'style') text += renderPlainWord(value, slot);
    else text += renderAttribute(value, slot);
    text += strings[index + 1] ?? '';
  }
  return makeHtml(text, template.isTight);
}
