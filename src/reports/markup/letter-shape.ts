import type { MjmlFragment } from './fragment.ts';

/** One letter taken apart: what makes its shape, and the values to fill into it. */
export interface LetterParts {
  /** The same for two letters exactly when only their values differ. */
  readonly key: string;
  /** The values in the order in which they stand, already escaped. */
  readonly values: readonly string[];
}

/** Takes a letter apart. Cheap: it reads no static text, only the templates' numbers. */
export function takeApart(fragment: MjmlFragment): LetterParts {
  const values: string[] = [];
  return { key: addParts(fragment, values), values };
}

function addParts(fragment: MjmlFragment, values: string[]): string {
  const { template, parts } = fragment;
  let key = String(template.id);
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    const slot = template.slots[index];
    if (part === undefined || slot === undefined) continue;
    if (typeof part !== 'string') {
      key += '(';
      for (const child of part) key += `${addParts(child, values)},`;
      key += ')';
    } else if (slot.kind === 'shape') {
      key += JSON.stringify(part);
    } else if (slot.edge) {
      // MJML can tell an empty value from a filled one here, so being empty is part of the shape.
      key += part === '' ? '-' : '+';
      if (part !== '') values.push(part);
    } else {
      values.push(part);
    }
  }
  return key;
}

/**
 * The MJML source of a letter. `replace` is given each value that is filled in, in order, and gives
 * what to write for it; without it the values stand as they are.
 */
export function writeSource(
  fragment: MjmlFragment,
  replace: (value: string, place: ValuePlace) => string = (value) => value,
): string {
  let count = 0;
  const write = ({ template, parts }: MjmlFragment): string => {
    let text = template.strings[0] ?? '';
    template.slots.forEach((slot, index) => {
      const part = parts[index];
      if (part === undefined) return;
      if (typeof part !== 'string') {
        text += part.map(write).join('');
      } else if (slot.kind === 'shape' || (slot.edge && part === '')) {
        text += part;
      } else {
        text += replace(part, { index: count, edge: slot.edge, isHtml: slot.kind === 'content' });
        count += 1;
      }
      text += template.strings[index + 1] ?? '';
    });
    return text;
  };
  return write(fragment);
}

/** Where a value stands, for whoever replaces it. */
export interface ValuePlace {
  readonly index: number;
  readonly edge: boolean;
  /** Whether elements may stand here, or text alone. */
  readonly isHtml: boolean;
}
