import { houseColours } from './house-style.ts';
import type { HtmlFragment, HtmlValue } from './markup/fragment.ts';
import { html } from './markup/html.ts';

const { accent, compare, track, rule, muted } = houseColours;

/**
 * A horizontal bar for a percentage from 0 to 100, drawn with two coloured cells so that it shows
 * in mail clients that load no images. For the eye alone: print the percentage beside it.
 * `compare` is the paler colour, for what the subject is compared with.
 */
export function percentBar(percent: number, kind: 'bar' | 'compare' = 'bar'): HtmlFragment {
  const width = Math.min(100, Math.max(0, Math.round(percent)));
  const colour = kind === 'bar' ? accent : compare;
  return html`<table role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed;"><tr>${
    width > 0 &&
    html`<td class="${kind}" width="${width}%" height="14" bgcolor="${colour}" style="width:${width}%;height:14px;font-size:1px;line-height:14px;">&nbsp;</td>`
  }${
    width < 100 &&
    html`<td class="track" height="14" bgcolor="${track}" style="height:14px;font-size:1px;line-height:14px;">&nbsp;</td>`
  }</tr></table>`;
}

/** A column of a table of data. */
export interface DataColumn {
  readonly title: string;
  /** `right` for numbers; `left` by default. */
  readonly align?: 'left' | 'right' | undefined;
}

/** A table of data. */
export interface DataTable {
  /** What the table shows, above it. */
  readonly caption: HtmlValue;
  readonly columns: readonly DataColumn[];
  /** A cell for each column; the first is the row's heading. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** Whether the last row sums up the others. */
  readonly total?: boolean;
}

/** The HTML of a table of data with a caption and with headings that screen readers announce. */
export function dataTable({ caption, columns, rows, total = false }: DataTable): HtmlFragment {
  return html`<table class="data" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;font-size:15px;line-height:21px;">
<caption style="padding:0 0 6px;text-align:left;font-weight:bold;">${caption}</caption>
<thead><tr>${columns.map(
    ({ title, align = 'left' }, index) =>
      html`<th scope="col" class="line muted" align="${align}" valign="bottom" style="padding:6px 0 6px ${index === 0 ? '0' : '12px'};border-bottom:1px solid ${rule};text-align:${align};font-weight:normal;white-space:nowrap;color:${muted};">${title}</th>`,
  )}</tr></thead>
<tbody>${rows.map((row, index) => dataRow(row, columns, total && index === rows.length - 1))}</tbody>
</table>`;
}

function dataRow(
  [heading, ...cells]: readonly HtmlValue[],
  columns: readonly DataColumn[],
  isTotal: boolean,
): HtmlFragment {
  const weight = isTotal ? 'bold' : 'normal';
  return html`<tr><th scope="row" class="line" align="left" valign="top" style="padding:6px 0;border-bottom:1px solid ${rule};text-align:left;font-weight:${weight};">${heading}</th>${cells.map(
    (cell, index) => {
      const align = columns[index + 1]?.align ?? 'left';
      return html`<td class="line" align="${align}" valign="top" style="padding:6px 0 6px 12px;border-bottom:1px solid ${rule};text-align:${align};font-weight:${weight};">${cell}</td>`;
    },
  )}</tr>`;
}
