import { houseStyle } from './house-style.ts';
import type { MjmlFragment } from './markup/fragment.ts';
import { mjml } from './markup/mjml.ts';
import type { LetterView } from './report.ts';

/** What the shell puts around a report's body. */
export interface ShellOptions extends Pick<LetterView, 'subject' | 'preheader' | 'body' | 'head'> {
  readonly locale: string;
}

/**
 * The whole MJML document of a letter: language, title, preheader and house style around the body
 * that the report gives.
 */
export function wrapInShell({
  subject,
  preheader,
  body,
  head,
  locale,
}: ShellOptions): MjmlFragment {
  return mjml`<mjml lang="${locale}" dir="ltr">
  <mj-head>
    <mj-title>${subject}</mj-title>
    <mj-preview>${preheader}</mj-preview>${houseStyle}${head}
  </mj-head>
  <mj-body background-color="#eef1f3">
    ${body}
  </mj-body>
</mjml>`;
}
