import {
  type HtmlFragment,
  houseColours,
  html,
  type MjmlFragment,
  mjml,
} from '../../reports/index.ts';
import type { LetterContent } from './letter-content.ts';
import type { RateWords } from './rate-words.ts';

const { muted, accent, rule } = houseColours;

/** The letter itself as sections of MJML: letterhead, prose, signature. */
export function layOutLetter(content: LetterContent): MjmlFragment {
  return mjml`
    ${content.notices.length > 0 && layOutNotice(content)}
    <mj-section css-class="sheet" background-color="#ffffff" padding="32px 0 8px">
      <mj-column>
        <mj-text padding-bottom="20px">${layOutLetterhead(content)}</mj-text>
        <mj-text>${layOutAddress(content)}</mj-text>
        <mj-text padding-top="12px">
          <p>${content.salutation}</p>
          <h1 class="title" style="margin:0 0 4px;font-family:Georgia,'Times New Roman',serif;font-size:30px;line-height:37px;color:#0f4c5c;">${content.title}</h1>
          <p class="muted" style="color:#515c64;">${content.subtitle}</p>
        </mj-text>
        <mj-text>${paragraphs([...content.opening, content.introduction])}${layOutSuccession(content)}</mj-text>
        <mj-text padding-top="8px">${heading('What the figures say')}${content.rates.map(layOutFinding)}${layOutCautions(content)}</mj-text>
        ${content.comment.length > 0 && mjml`<mj-text>${layOutComment(content)}</mj-text>`}
        <mj-text>${heading('Where to read more')}${layOutLinks(content)}</mj-text>
        <mj-text>${
          content.learning.length > 0 &&
          html`${heading('Learning together')}${paragraphs(content.learning)}`
        }${paragraphs(content.closing)}</mj-text>
        <mj-text padding-bottom="32px">${layOutSignature(content)}</mj-text>
      </mj-column>
    </mj-section>`;
}

function layOutNotice({ notices }: LetterContent): MjmlFragment {
  return mjml`
    <mj-section css-class="notice" background-color="#fdf3d7" padding="16px 0 0">
      <mj-column>
        <mj-text color="#513c06" font-size="15px" line-height="22px"><strong>Sample.</strong> ${notices.join(' ')}</mj-text>
      </mj-column>
    </mj-section>`;
}

function layOutLetterhead({ sender, date }: LetterContent): HtmlFragment {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;"><tr>
<td class="line" valign="top" style="padding:0 16px 14px 0;border-bottom:3px solid ${accent};font-family:Georgia,'Times New Roman',serif;font-size:19px;line-height:25px;font-weight:bold;">${sender.name}</td>
<td class="line muted" valign="top" align="right" style="padding:0 0 14px;border-bottom:3px solid ${accent};text-align:right;font-size:13px;line-height:18px;color:${muted};">${lines(sender.address)}</td>
</tr></table>
<p style="margin:16px 0 0;">${date}</p>`;
}

function layOutAddress({ addressees, councilName }: LetterContent): HtmlFragment {
  const people = addressees.map(
    ({ name, office }) => html`<strong>${name}</strong><br>${office}<br>`,
  );
  return html`<p class="muted" style="margin:0 0 12px;color:${muted};">By email</p>
<p style="margin:0;">${people.length > 0 ? people : html`The Chief Executive<br>`}${councilName}</p>`;
}

function layOutFinding(rate: RateWords): HtmlFragment {
  const size = rate.percent === null ? '17px' : '34px';
  const height = rate.percent === null ? '22px' : '38px';
  return html`<table class="stack" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;margin:0 0 20px;"><tr>
<td class="accent" width="92" valign="top" style="width:92px;padding:${rate.percent === null ? '7px' : '0'} 16px 0 0;font-family:Georgia,'Times New Roman',serif;font-size:${size};line-height:${height};font-weight:bold;color:${accent};">${rate.figure}</td>
<td valign="top" style="padding:6px 0 0;"><strong>${rate.title}</strong><br>${rate.finding} ${rate.comparison}
<p class="muted" style="margin:4px 0 0;font-size:14px;line-height:20px;color:${muted};">${rate.meaning}</p></td>
</tr></table>`;
}

function layOutCautions({ cautions }: LetterContent): HtmlFragment | false {
  return (
    cautions.length > 0 && html`<p><strong>Comparing years.</strong> ${cautions.join(' ')}</p>`
  );
}

function layOutSuccession({ succession }: LetterContent): HtmlFragment | false {
  return succession !== null && html`<p>${succession}</p>`;
}

function layOutComment({ comment, councilName }: LetterContent): HtmlFragment {
  return html`${heading(`About ${councilName}`)}${paragraphs(comment)}`;
}

function layOutLinks({ links, publication }: LetterContent): HtmlFragment {
  return html`<p>${publication}</p>
<ul style="margin:0 0 16px;padding:0 0 0 20px;">${links.map(
    ({ label, note, url }) =>
      html`<li style="margin:0 0 6px;"><a href="${url}" style="color:${accent};">${label}</a>: ${note}</li>`,
  )}</ul>`;
}

function layOutSignature({ signatory, contactEmail }: LetterContent): HtmlFragment {
  return html`<p style="margin:0 0 28px;">Yours sincerely,</p>
<p style="margin:0 0 20px;">${signatory.name !== null && html`<strong>${signatory.name}</strong><br>`}${lines(signatory.offices)}</p>
<p class="line muted" style="margin:0;padding:12px 0 0;border-top:1px solid ${rule};font-size:14px;line-height:20px;color:${muted};">Questions about this letter: <a href="mailto:${contactEmail}" style="color:${accent};">${contactEmail}</a></p>`;
}

function heading(text: string): HtmlFragment {
  return html`<h2 class="heading" style="margin:12px 0 12px;font-family:Georgia,'Times New Roman',serif;font-size:21px;line-height:28px;color:${accent};">${text}</h2>`;
}

function paragraphs(texts: readonly string[]): HtmlFragment[] {
  return texts.map((text) => html`<p style="margin:0 0 16px;">${text}</p>`);
}

function lines(texts: readonly string[]): HtmlFragment[] {
  return texts.map((text, index) => html`${index > 0 && html`<br>`}${text}`);
}
