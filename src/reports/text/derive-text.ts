import { compile } from 'html-to-text';
import { textWidth } from './text-width.ts';

const createConverter = () =>
  compile({
    wordwrap: textWidth,
    preserveNewlines: false,
    selectors: [
      ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      // MJML lays out with tables that have this role; tables of data have none.
      { selector: 'table', format: 'dataTable', options: { uppercaseHeaderCells: false } },
      { selector: 'table[role="presentation"]', format: 'block' },
      { selector: '*[style*="display:none"]', format: 'skip' },
    ],
  });

let convert: ReturnType<typeof compile> | undefined;

/** The plain text of a rendered letter, for reports whose view gives none. */
export function deriveText(html: string): string {
  convert ??= createConverter();
  return convert(html);
}
