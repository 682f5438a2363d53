import {
  isHtmlFragment,
  isMjmlFragment,
  type MjmlFragment,
  type MjmlValue,
  makeMjml,
} from './fragment.ts';
import { MarkupError } from './markup-error.ts';
import {
  describeValue,
  renderAttribute,
  renderContent,
  renderPlainWord,
  renderUrl,
} from './render-value.ts';
import { type Slot, templateOf } from './template.ts';

/**
 * A piece of MJML that keeps its static text and its values apart, so that letters which differ in
 * their values only go through MJML once.
 *
 * Between elements stand other `mjml` fragments and lists of them; inside `mj-text`, `mj-table` and
 * the like stand text, which is escaped, and `html` fragments. `false`, `null` and `undefined` give
 * nothing. Write rows of a table as `html`, not `mjml`: a list of rows is one value, and letters
 * with any number of rows then share one shape.
 *
 * ```ts
 * mjml`<mj-section><mj-column>
 *   <mj-text>Dear ${officer.salutation}</mj-text>
 * </mj-column></mj-section>`
 * ```
 *
 * Throws a `MarkupError` when the fragment is not whole or a value stands where it cannot be made
 * safe.
 */
export function mjml(strings: TemplateStringsArray, ...values: readonly MjmlValue[]): MjmlFragment {
  const template = templateOf(strings, 'mjml');
  const parts: (string | readonly MjmlFragment[])[] = [];
  for (const slot of template.slots) parts.push(preparePart(values[parts.length], slot));
  return makeMjml(template, parts);
}

function preparePart(value: unknown, slot: Slot): string | readonly MjmlFragment[] {
  switch (slot.kind) {
    case 'children': {
      const children: MjmlFragment[] = [];
      collectChildren(value, slot, children);
      return children;
    }
    case 'content': {
      const text = renderContent(value, slot);
      // Trimming lays a text out flat in memory, which is not cheap for a table of 10 kB.
      return slot.edge && !isTight(value) ? text.trim() : text;
    }
    case 'url':
      return keepText(renderUrl(value, slot), slot);
    case 'style':
    case 'shape':
      return renderPlainWord(value, slot);
    default: {
      const text = renderAttribute(value, slot);
      return slot.kind === 'text' ? text.trim() : keepText(text, slot);
    }
  }
}

/** MJML reads an attribute that says just "true" or "false" as a switch: this keeps it as text. */
function keepText(text: string, slot: Slot): string {
  if (!slot.ofMjml) return text;
  if (text === 'true') return '&#116;rue';
  return text === 'false' ? '&#102;alse' : text;
}

function isTight(value: unknown): boolean {
  if (isHtmlFragment(value)) return value.isTight;
  return Array.isArray(value) && value.length > 0 && isTight(value[0]) && isTight(value.at(-1));
}

function collectChildren(value: unknown, slot: Slot, children: MjmlFragment[]): void {
  if (isMjmlFragment(value)) {
    children.push(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collectChildren(item, slot, children);
  } else if (value !== undefined && value !== null && value !== false) {
    throw new MarkupError(
      `[mjml] in ${slot.place}: expected mjml\`…\` between elements, but got ${describeValue(value)}. Put text into mj-text.`,
    );
  }
}
