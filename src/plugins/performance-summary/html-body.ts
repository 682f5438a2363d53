import {
  houseFigure,
  houseHeading,
  houseNotes,
  houseNotice,
  houseParagraphs,
  houseTable,
  html,
  type MjmlFragment,
  mjml,
} from '../../reports/index.ts';
import type { SummaryContent, SummaryPart } from './summary-content.ts';

/** The summary as MJML. */
export function layOutSummary(content: SummaryContent): MjmlFragment {
  const { notices, highlights, parts, notes, links } = content;
  return mjml`
    ${notices.length > 0 && houseNotice('Sample.', notices)}
    <mj-wrapper css-class="sheet" background-color="#ffffff" padding="28px 0 24px">
      <mj-section><mj-column>
        <mj-text padding-bottom="4px"><h1 class="title" style="margin:0;font-family:Georgia,'Times New Roman',serif;font-size:30px;line-height:37px;color:#0f4c5c;">${content.title}</h1></mj-text>
        <mj-text css-class="pad muted" color="#515c64">${content.subtitle}</mj-text>
      </mj-column></mj-section>
      ${highlights.map(({ figure, title, sentence }) => houseFigure(figure, title, sentence))}
      ${parts.map(layOutPart)}
      <mj-section><mj-column>
        ${houseNotes(notes)}
        ${
          links.length > 0 &&
          mjml`<mj-text>${links.map(
            ({ label, url }) => html`<a href="${url}" style="color:#0f4c5c;">${label}</a>`,
          )}</mj-text>`
        }
      </mj-column></mj-section>
    </mj-wrapper>`;
}

function layOutPart({ heading, paragraphs, tables }: SummaryPart): MjmlFragment {
  return mjml`
      <mj-section padding="8px 0 0"><mj-column>
        ${houseHeading(heading)}
        ${houseParagraphs(paragraphs)}
        ${tables.map(houseTable)}
      </mj-column></mj-section>`;
}
