import {
  type HtmlFragment,
  houseHeading,
  houseMarkdown,
  houseNotice,
  houseParagraphs,
  html,
  type MjmlFragment,
  mjml,
} from '../../reports/index.ts';
import type { LetterContent } from './letter-content.ts';
import type { RateWords } from './rate-words.ts';
import type { LetterItem, LetterList } from './year-lists.ts';

/** The letter itself: letterhead, prose, signature. */
export function layOutLetter(content: LetterContent): MjmlFragment {
  const { notices, learning, comment, cautions, succession } = content;
  return mjml`
    ${notices.length > 0 && houseNotice('Sample.', notices)}
    <mj-wrapper css-class="sheet" background-color="#ffffff" padding="28px 0 24px">
      ${layOutLetterhead(content)}
      <mj-section><mj-column>
        ${houseMarkdown(content.opening)}
        <mj-text>${content.introduction}</mj-text>
        ${succession !== null && mjml`<mj-text>${succession}</mj-text>`}
        ${houseHeading('What the figures say')}
      </mj-column></mj-section>
      ${content.rates.map(layOutFinding)}
      <mj-section><mj-column>
        ${cautions.length > 0 && mjml`<mj-text><strong>Comparing years.</strong> ${cautions.join(' ')}</mj-text>`}
        ${comment !== '' && mjml`${houseHeading(`About ${content.councilName}`)}${houseMarkdown(comment)}`}
        ${[content.improvements, content.publicReports].map(layOutList)}
        ${houseHeading('Where to read more')}
        <mj-text>${content.publication}</mj-text>
        <mj-text padding-bottom="8px"><ul style="margin:0;padding:0 0 0 20px;">${content.links.map(
          ({ label, note, url }) =>
            html`<li style="margin:0 0 6px;"><a href="${url}" style="color:#0f4c5c;">${label}</a>: ${note}</li>`,
        )}</ul></mj-text>
        ${learning.length > 0 && mjml`${houseHeading('Learning together')}${houseParagraphs(learning)}`}
        ${houseMarkdown(content.closing)}
        ${layOutSignature(content)}
      </mj-column></mj-section>
    </mj-wrapper>`;
}

function layOutLetterhead(content: LetterContent): MjmlFragment {
  const { sender, date, addressees, councilName } = content;
  const hasAddress = sender.address.length > 0;
  const people = addressees.map(
    ({ name, office }) => html`<strong>${name}</strong><br>${office}<br>`,
  );
  return mjml`
      <mj-section>
        <mj-column width="${hasAddress ? '62%' : '100%'}">
          <mj-text padding="0 12px 10px 40px" font-family="Georgia, 'Times New Roman', serif" font-size="19px" line-height="25px" font-weight="700">${sender.name}</mj-text>
        </mj-column>
        ${
          hasAddress &&
          mjml`<mj-column width="38%">
          <mj-text css-class="pad muted" padding="0 40px 10px 12px" font-size="13px" line-height="18px" color="#515c64">${lines(sender.address)}</mj-text>
        </mj-column>`
        }
      </mj-section>
      <mj-section><mj-column>
        <mj-divider css-class="pad line" padding="4px 40px 20px" border-width="3px" border-color="#0f4c5c" />
        <mj-text>${date}</mj-text>
        <mj-text css-class="pad muted" padding-bottom="10px" color="#515c64">By email</mj-text>
        <mj-text padding-bottom="28px">${people.length > 0 ? people : html`The Chief Executive<br>`}${councilName}</mj-text>
        <mj-text>${content.salutation}</mj-text>
        <mj-text padding-bottom="4px"><h1 class="title" style="margin:0;font-family:Georgia,'Times New Roman',serif;font-size:30px;line-height:37px;color:#0f4c5c;">${content.title}</h1></mj-text>
        <mj-text css-class="pad muted" color="#515c64">${content.subtitle}</mj-text>
      </mj-column></mj-section>`;
}

function layOutFinding({
  title,
  figure,
  percent,
  meaning,
  finding,
  comparison,
}: RateWords): MjmlFragment {
  const size = percent === null ? '17px' : '34px';
  return mjml`
      <mj-section css-class="whole" padding="0 0 8px">
        <mj-column width="25%">
          <mj-text padding="0 0 0 40px" line-height="38px" color="#0f4c5c"><span class="accent" style="font-family:Georgia,'Times New Roman',serif;font-size:${size};font-weight:bold;">${figure}</span></mj-text>
        </mj-column>
        <mj-column width="75%">
          <mj-text padding="6px 40px 4px 8px"><strong>${title}</strong><br />${finding} ${comparison}</mj-text>
          <mj-text css-class="pad muted" padding="0 40px 12px 8px" font-size="14px" line-height="20px" color="#515c64">${meaning}</mj-text>
        </mj-column>
      </mj-section>`;
}

function layOutList({ title, lead, items, more }: LetterList): MjmlFragment {
  return mjml`
        ${houseHeading(title)}
        <mj-text padding-bottom="8px">${lead}</mj-text>
        <mj-text padding-bottom="8px"><ul style="margin:0;padding:0 0 0 20px;">${items.map(layOutItem)}<li><a href="${more.url}" style="color:#0f4c5c;">${more.text}</a></li></ul></mj-text>`;
}

function layOutItem({ text, url, note }: LetterItem): HtmlFragment {
  return html`<li style="margin:0 0 6px;">${url === null ? text : html`<a href="${url}" style="color:#0f4c5c;">${text}</a>`}<br><span class="muted" style="font-size:14px;color:#515c64;">${note}</span></li>`;
}

function layOutSignature({ signatory, contactEmail }: LetterContent): MjmlFragment {
  return mjml`
        <mj-text padding-top="8px" padding-bottom="26px">Yours sincerely,</mj-text>
        <mj-text>${signatory.name !== null && html`<strong>${signatory.name}</strong><br>`}${lines(signatory.offices)}</mj-text>
        <mj-divider css-class="pad line" padding="4px 40px 12px" border-width="1px" border-color="#ced5da" />
        <mj-text css-class="pad muted" padding-bottom="8px" font-size="14px" line-height="20px" color="#515c64">Questions about this letter: <a href="mailto:${contactEmail}" style="color:#0f4c5c;">${contactEmail}</a></mj-text>`;
}

function lines([first, ...rest]: readonly string[]): HtmlFragment {
  return html`${first}${rest.map((text) => html`<br>${text}`)}`;
}
