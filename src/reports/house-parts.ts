import { type HtmlFragment, type HtmlValue, makeHtml } from './markup/fragment.ts';
import { html } from './markup/html.ts';
import { renderContent } from './markup/render-value.ts';
import type { Slot } from './markup/template.ts';

/**
 * A horizontal bar for a percentage from 0 to 100, drawn with two coloured cells so that it shows
 * in mail clients that load no images. For the eye alone: print the percentage beside it.
 * `compare` is the paler colour, for what the subject is compared with.
 */
export function percentBar(percent: number, kind: 'bar' | 'compare' = 'bar'): HtmlFragment {
  const width = Math.min(100, Math.max(0, Math.round(percent)));
  return html`<table role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed;"><tr>${
    width > 0 && filledCell(width, kind)
  }${
    width < 100 &&
    html`<td class="track" height="14" bgcolor="#e7ebee" style="height:14px;font-size:1px;line-height:14px;">&nbsp;</td>`
  }</tr></table>`;
}

function filledCell(width: number, kind: 'bar' | 'compare'): HtmlFragment {
  return kind === 'bar'
    ? html`<td class="bar" width="${width}%" height="14" bgcolor="#0f4c5c" style="width:${width}%;height:14px;font-size:1px;line-height:14px;">&nbsp;</td>`
    : html`<td class="compare" width="${width}%" height="14" bgcolor="#738089" style="width:${width}%;height:14px;font-size:1px;line-height:14px;">&nbsp;</td>`;
}

/** A column of a table of data. */
export interface DataColumn {
  readonly title: string;
  /** `right` for numbers; `left` by default. */
  readonly align?: 'left' | 'right' | undefined;
  /** Per cent of the table's width, for words that must not be squeezed. By what it holds by default. */
  readonly width?: number | undefined;
}

/** A table of data. */
export interface DataTable {
  /** What the table shows: announced by screen readers, not shown. Print a heading above. */
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  /** A cell for each column; the first is the row's heading. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** Whether the last row sums up the others. */
  readonly total?: boolean;
}

/**
 * What goes into an `mj-table` to show data: a caption, and headings that screen readers announce.
 * Give the `mj-table` the class `data`, so that it fits a phone.
 */
export function dataTable({ caption, columns, rows, total = false }: DataTable): HtmlFragment {
  const starts = columns.map(({ align }) => (align === 'right' ? rightStart : leftStart));
  let body = '';
  rows.forEach((row, index) => {
    body += writeRow(row, starts, total && index === rows.length - 1);
  });
  return html`<caption style="height:0;font-size:0;line-height:0;color:transparent;overflow:hidden;">${caption}</caption>
<thead><tr>${columns.map(layOutHeading)}</tr></thead>
<tbody>${makeHtml(body)}</tbody>`;
}

function layOutHeading({ title, align, width }: DataColumn, index: number): HtmlFragment {
  if (width !== undefined) return layOutWideHeading(title, width, index, align);
  if (index === 0) {
    return html`<th scope="col" class="line muted" align="left" valign="bottom" style="padding:6px 0;border-bottom:1px solid #ced5da;text-align:left;font-weight:normal;color:#515c64;">${title}</th>`;
  }
  return align === 'right'
    ? html`<th scope="col" class="line muted" align="right" valign="bottom" style="padding:6px 0 6px 12px;border-bottom:1px solid #ced5da;text-align:right;font-weight:normal;white-space:nowrap;color:#515c64;">${title}</th>`
    : html`<th scope="col" class="line muted" align="left" valign="bottom" style="padding:6px 0 6px 12px;border-bottom:1px solid #ced5da;text-align:left;font-weight:normal;color:#515c64;">${title}</th>`;
}

function layOutWideHeading(
  title: string,
  width: number,
  index: number,
  align: DataColumn['align'] = 'left',
): HtmlFragment {
  const gap = index === 0 ? 0 : 12;
  return html`<th scope="col" class="line muted" align="${align}" valign="bottom" width="${width}%" style="width:${width}%;padding:6px 0 6px ${gap}px;border-bottom:1px solid #ced5da;text-align:${align};font-weight:normal;color:#515c64;">${title}</th>`;
}

// A letter has a hundred cells, so that rows are put together here without a fragment for each.

const cellSlot: Slot = {
  kind: 'content',
  place: '<td>',
  edge: false,
  ofMjml: false,
  last: { text: '', escaped: '' },
};
const headingStart =
  '<tr><th scope="row" class="line" align="left" valign="top" style="padding:6px 0;border-bottom:1px solid #ced5da;text-align:left;font-weight:';
const leftStart =
  '<td class="line" valign="top" style="padding:6px 0 6px 12px;border-bottom:1px solid #ced5da;font-weight:';
const rightStart =
  '<td class="line" align="right" valign="top" style="padding:6px 0 6px 12px;border-bottom:1px solid #ced5da;text-align:right;font-weight:';

function writeRow(
  cells: readonly HtmlValue[],
  starts: readonly string[],
  isTotal: boolean,
): string {
  const weight = isTotal ? 'bold;">' : 'normal;">';
  let row = `${headingStart}${weight}${renderContent(cells[0], cellSlot)}</th>`;
  for (let index = 1; index < cells.length; index += 1) {
    row += `${starts[index] ?? leftStart}${weight}${renderContent(cells[index], cellSlot)}</td>`;
  }
  return `${row}</tr>\n`;
}
