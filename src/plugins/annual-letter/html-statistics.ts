import {
  dataTable,
  type HtmlFragment,
  type HtmlValue,
  houseColours,
  html,
  type MjmlFragment,
  mjml,
  percentBar,
} from '../../reports/index.ts';
import type { CountTable } from './count-tables.ts';
import type { LetterContent } from './letter-content.ts';
import type { RateWords } from './rate-words.ts';

const { muted, accent } = houseColours;

/** The statistics page: a block with bars for each rate, then outcomes and subjects as tables. */
export function layOutStatistics(
  content: LetterContent,
  tables: readonly CountTable[],
): MjmlFragment {
  return mjml`
    <mj-section css-class="desk" padding="8px 0"><mj-column></mj-column></mj-section>
    <mj-section css-class="sheet new-page" background-color="#ffffff" padding="32px 0 16px">
      <mj-column>
        <mj-text>
          <h2 class="title" style="margin:0 0 4px;font-family:Georgia,'Times New Roman',serif;font-size:26px;line-height:33px;color:#0f4c5c;">${content.councilName}: statistics</h2>
          <p class="muted" style="margin:0;color:#515c64;">${content.periodTitle}</p>
        </mj-text>
        <mj-text>${content.rates.map((rate) => layOutRate(rate, content))}</mj-text>
        <mj-text>${tables.map(layOutTable)}${layOutNotes(content)}</mj-text>
      </mj-column>
    </mj-section>`;
}

function layOutRate(rate: RateWords, content: LetterContent): HtmlFragment {
  return html`<h3 style="margin:20px 0 2px;font-size:17px;line-height:24px;">${rate.title}</h3>
<p class="muted" style="margin:0 0 10px;font-size:14px;line-height:20px;color:${muted};">${rate.base}: ${content.period}.</p>
${rate.percent === null ? html`<p style="margin:0 0 10px;">${rate.finding}</p>` : layOutBar(content.councilName, rate.percent, 'bar')}
${
  rate.similarPercent === null
    ? html`<p style="margin:0 0 10px;">${rate.comparison}</p>`
    : layOutBar('Similar councils on average', rate.similarPercent, 'compare')
}
${describeWorking(rate)}`;
}

function describeWorking({ working, percent, details }: RateWords): HtmlFragment | false {
  const counts =
    percent === null ? '' : (working ?? 'The counts behind this percentage were not published');
  return (
    counts + details !== '' &&
    html`<p style="margin:0 0 4px;font-size:14px;line-height:20px;">${counts !== '' && html`<strong>${counts}.</strong> `}${details}</p>`
  );
}

function layOutBar(label: string, percent: number, kind: 'bar' | 'compare'): HtmlFragment {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;margin:0 0 8px;font-size:15px;line-height:21px;"><tr>
<td style="padding:0 12px 2px 0;">${label}</td>
<td align="right" valign="bottom" width="56" style="width:56px;padding:0 0 2px;text-align:right;font-weight:bold;">${percent}%</td>
</tr><tr><td colspan="2">${percentBar(percent, kind)}</td></tr></table>`;
}

function layOutTable({ caption, columns, rows, hasTotal, note }: CountTable): HtmlFragment {
  const title = html`<span class="heading" style="font-family:Georgia,'Times New Roman',serif;font-size:19px;line-height:28px;font-weight:bold;color:${accent};">${caption}</span>`;
  if (rows.length === 0) {
    return html`<p style="margin:24px 0 0;">${title}<br>${note}</p>`;
  }
  return html`<div style="padding:24px 0 0;">${dataTable({ caption: title, columns, rows, total: hasTotal })}</div>
${note !== '' && html`<p class="muted" style="margin:8px 0 0;font-size:14px;line-height:20px;color:${muted};">${note}</p>`}`;
}

function layOutNotes({ similarCouncils, source, cautions, notices }: LetterContent): HtmlFragment {
  const notes: HtmlValue[] = [
    `Similar councils are ${similarCouncils}; their average is worked out over all of them together.`,
    ...cautions,
    source,
    ...notices,
  ];
  return html`<div style="padding:20px 0 8px;">${notes.map(
    (note) =>
      note !== null &&
      html`<p class="muted" style="margin:0 0 8px;font-size:14px;line-height:20px;color:${muted};">${note}</p>`,
  )}</div>`;
}
