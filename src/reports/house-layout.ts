import { type DataTable, dataTable } from './house-parts.ts';
import type { HtmlFragment, HtmlValue, MjmlFragment } from './markup/fragment.ts';
import { html } from './markup/html.ts';
import { mjml } from './markup/mjml.ts';
import { textBlocks, textHeading } from './text/text-blocks.ts';
import { textTable } from './text/text-table.ts';
import { wrapText } from './text/wrap-text.ts';

/** A band above the letter for what must be seen first: that its figures are a sample. */
export function houseNotice(lead: string, sentences: readonly string[]): MjmlFragment {
  return mjml`
    <mj-section css-class="notice" background-color="#fdf3d7" padding="16px 0 0"><mj-column>
      <mj-text color="#513c06" font-size="15px" line-height="22px"><strong>${lead}</strong> ${sentences.join(' ')}</mj-text>
    </mj-column></mj-section>`;
}

/** The heading of a part of a letter, for an `mj-column`. */
export function houseHeading(text: string): MjmlFragment {
  return mjml`<mj-text padding-top="12px" padding-bottom="12px"><h2 class="heading" style="margin:0;font-family:Georgia,'Times New Roman',serif;font-size:21px;line-height:28px;color:#0f4c5c;">${text}</h2></mj-text>`;
}

/** Paragraphs, for an `mj-column`. */
export function houseParagraphs(texts: readonly HtmlValue[]): MjmlFragment[] {
  return texts.map((text) => mjml`<mj-text>${text}</mj-text>`);
}

/** A figure to begin with, large, and what it says beside it: a section of its own. */
export function houseFigure(figure: string, title: string, sentences: HtmlValue): MjmlFragment {
  const size = figure.length <= 7 ? '34px' : '17px';
  return mjml`
      <mj-section css-class="whole" padding="0 0 8px">
        <mj-column width="25%">
          <mj-text padding="0 0 0 40px" line-height="38px" color="#0f4c5c"><span class="accent" style="font-family:Georgia,'Times New Roman',serif;font-size:${size};font-weight:bold;">${figure}</span></mj-text>
        </mj-column>
        <mj-column width="75%">
          <mj-text padding="6px 40px 12px 8px"><strong>${title}</strong><br />${sentences}</mj-text>
        </mj-column>
      </mj-section>`;
}

/** A table with its heading above and what there is to say about it below. */
export interface CaptionedTable extends DataTable {
  /** One cell for each column as plain text, where the HTML cells hold more than text. */
  readonly textRows?: readonly (readonly string[])[] | undefined;
  /** A sentence below the table, or in its place when it has no rows. Empty for none. */
  readonly note: string;
}

/** A captioned table, for an `mj-column`. */
export function houseTable(table: CaptionedTable): MjmlFragment {
  const { caption, rows, note } = table;
  return mjml`
        <mj-text padding-top="24px" padding-bottom="4px"><h3 class="heading" style="margin:0;font-family:Georgia,'Times New Roman',serif;font-size:19px;line-height:28px;color:#0f4c5c;">${caption}</h3></mj-text>
        ${rows.length > 0 && mjml`<mj-table css-class="pad data" padding-bottom="8px" line-height="21px">${dataTable(table)}</mj-table>`}
        ${note !== '' && mjml`<mj-text css-class="pad muted" padding-bottom="4px" font-size="14px" line-height="20px" color="#515c64">${note}</mj-text>`}`;
}

/** The same table in the plain text part. */
export function textCaptionedTable({
  caption,
  columns,
  rows,
  textRows,
  note,
}: CaptionedTable): string {
  if (rows.length === 0) return `${textHeading(caption)}\n${wrapText(note)}`;
  const cells = textRows ?? rows.map((row) => row.map(textOf));
  return textBlocks([textHeading(caption), textTable(columns, cells), note && wrapText(note)]);
}

/** Plain values of a cell; a cell that holds a fragment has its words in `textRows`. */
function textOf(value: HtmlValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Small print at the end of a letter, a paragraph each. For an `mj-column`. */
export function houseNotes(notes: readonly string[]): MjmlFragment {
  return mjml`
        <mj-text css-class="pad muted" padding-top="20px" padding-bottom="8px" font-size="14px" line-height="20px" color="#515c64">${notes.map(
          (note): HtmlFragment => html`<p style="margin:0 0 8px;">${note}</p>`,
        )}</mj-text>`;
}
