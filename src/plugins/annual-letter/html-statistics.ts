import {
  type CaptionedTable,
  type HtmlFragment,
  houseNotes,
  houseTable,
  html,
  type MjmlFragment,
  mjml,
  percentBar,
} from '../../reports/index.ts';
import type { LetterContent } from './letter-content.ts';
import type { RateWords } from './rate-words.ts';

/** The statistics page: a block with bars for each rate, then outcomes and subjects as tables. */
export function layOutStatistics(
  content: LetterContent,
  tables: readonly CaptionedTable[],
): MjmlFragment {
  return mjml`
    <mj-section css-class="screen" padding="8px 0"><mj-column></mj-column></mj-section>
    <mj-wrapper css-class="sheet new-page" background-color="#ffffff" padding="32px 0 16px">
      <mj-section><mj-column>
        <mj-text padding-bottom="4px"><h2 class="title" style="margin:0;font-family:Georgia,'Times New Roman',serif;font-size:26px;line-height:33px;color:#0f4c5c;">${content.councilName}: statistics</h2></mj-text>
        <mj-text css-class="pad muted" padding-bottom="4px" color="#515c64">${content.periodTitle}</mj-text>
        ${content.rates.map((rate) => layOutRate(rate, content))}
        ${tables.map(houseTable)}
        ${houseNotes(writeNotes(content))}
      </mj-column></mj-section>
    </mj-wrapper>`;
}

function layOutRate(rate: RateWords, { councilName, period }: LetterContent): MjmlFragment {
  const { title, base, percent, similarPercent, finding, comparison } = rate;
  return mjml`
        <mj-text padding-top="20px" padding-bottom="2px" font-size="17px" line-height="24px"><h3 style="margin:0;font-size:17px;line-height:24px;">${title}</h3></mj-text>
        <mj-text css-class="pad muted" padding-bottom="8px" font-size="14px" line-height="20px" color="#515c64">${base}: ${period}.</mj-text>
        <mj-table padding-bottom="6px" role="presentation">${
          percent === null ? sentenceRow(finding) : barRows(councilName, percent, 'bar')
        }</mj-table>
        <mj-table padding-bottom="4px" role="presentation">${
          similarPercent === null
            ? sentenceRow(comparison)
            : barRows('Similar councils on average', similarPercent, 'compare')
        }</mj-table>
        <mj-text padding-bottom="4px" font-size="14px" line-height="20px">${describeWorking(rate)}</mj-text>`;
}

function sentenceRow(sentence: string): HtmlFragment {
  return html`<tr><td style="padding:2px 0;">${sentence}</td></tr>`;
}

function barRows(label: string, percent: number, kind: 'bar' | 'compare'): HtmlFragment {
  return html`<tr><td style="padding:0 12px 2px 0;">${label}</td><td align="right" valign="bottom" width="56" style="width:56px;padding:0 0 2px;text-align:right;font-weight:bold;">${percent}%</td></tr><tr><td colspan="2">${percentBar(percent, kind)}</td></tr>`;
}

function describeWorking({ working, percent, details }: RateWords): HtmlFragment {
  const counts =
    percent === null ? '' : (working ?? 'The counts behind this percentage were not published');
  return html`${counts !== '' && html`<strong>${counts}.</strong> `}${details || (counts === '' && html`&nbsp;`)}`;
}

function writeNotes({ similarCouncils, source, cautions, notices }: LetterContent): string[] {
  return [
    `Similar councils are ${similarCouncils}; their average is worked out over all of them together.`,
    ...cautions,
    ...(source === null ? [] : [source]),
    ...notices,
  ];
}
