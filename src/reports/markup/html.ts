import { type HtmlFragment, type HtmlValue, makeHtml } from './fragment.ts';
import { renderAttribute, renderContent, renderPlainWord, renderUrl } from './render-value.ts';
import { type Slot, templateOf } from './template.ts';

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
  let index = 0;
  for (const slot of template.slots) {
    text += renderSlot(values[index], slot);
    index += 1;
    text += strings[index];
  }
  return makeHtml(text, template.isTight);
}

function renderSlot(value: HtmlValue, slot: Slot): string {
  switch (slot.kind) {
    case 'content':
      return renderContent(value, slot);
    case 'url':
      return renderUrl(value, slot);
    case 'style':
      return renderPlainWord(value, slot);
    default:
      return renderAttribute(value, slot);
  }
}
