import {
  type CaptionedTable,
  textBlocks,
  textCaptionedTable,
  textHeading,
  textLines,
  textList,
  textMarkdown,
  textTable,
  wrapText,
} from '../../reports/index.ts';
import type { LetterContent } from './letter-content.ts';
import type { RateWords } from './rate-words.ts';
import type { LetterList } from './year-lists.ts';

/** The letter and its statistics as plain text. */
export function writeTextLetter(content: LetterContent, tables: readonly CaptionedTable[]): string {
  return textBlocks([
    content.notices.length > 0 && wrapText(`SAMPLE. ${content.notices.join(' ')}`),
    textLines([content.sender.name, ...content.sender.address]),
    content.date,
    'By email',
    textLines([...writeAddressees(content), content.councilName]),
    wrapText(content.salutation),
    textHeading(content.title, '='),
    wrapText(content.subtitle),
    textMarkdown(content.opening),
    wrapText(content.introduction),
    content.succession !== null && wrapText(content.succession),
    textHeading('What the figures say'),
    ...content.rates.map(writeFinding),
    content.cautions.length > 0 && wrapText(`Comparing years. ${content.cautions.join(' ')}`),
    content.comment !== '' && textHeading(`About ${content.councilName}`),
    textMarkdown(content.comment),
    ...[content.improvements, content.publicReports].flatMap(writeList),
    textHeading('Where to read more'),
    wrapText(content.publication),
    textBlocks(
      content.links.map(({ label, note, url }) => `${textList([`${label}: ${note}`])}\n  ${url}`),
    ),
    ...writeSection('Learning together', content.learning),
    textMarkdown(content.closing),
    'Yours sincerely,',
    textLines([content.signatory.name, ...content.signatory.offices]),
    wrapText(`Questions about this letter: ${content.contactEmail}`),
    textHeading(`${content.councilName}: statistics`, '='),
    content.periodTitle,
    writeRateTable(content),
    ...content.rates.map((rate) =>
      wrapText(writeBasis(rate, content), { first: '', indent: '  ' }),
    ),
    ...tables.map(textCaptionedTable),
    wrapText(
      `Similar councils are ${content.similarCouncils}; their average is worked out over all of them together.`,
    ),
    content.source !== null && wrapText(content.source),
  ]);
}

function writeAddressees({ addressees }: LetterContent): string[] {
  if (addressees.length === 0) return ['The Chief Executive'];
  return addressees.flatMap(({ name, office }) => [name, office]);
}

function writeFinding({ title, figure, meaning, finding, comparison }: RateWords): string {
  return `${wrapText(`${title}: ${figure}`)}\n${wrapText(`${finding} ${comparison} ${meaning}`)}`;
}

function writeSection(title: string, paragraphs: readonly string[]): string[] {
  if (paragraphs.length === 0) return [];
  return [textHeading(title), ...paragraphs.map((text) => wrapText(text))];
}

function writeList({ title, lead, items, more }: LetterList): string[] {
  return [
    textHeading(title),
    wrapText(lead),
    textBlocks([
      ...items.map(
        ({ text, url, note }) =>
          `${textList([text])}\n${url === null ? '' : `  ${url}\n`}${indent(note)}`,
      ),
      `${textList([more.text])}\n  ${more.url}`,
    ]),
  ];
}

function indent(text: string): string {
  return wrapText(text, { first: '  ', indent: '  ' });
}

function writeRateTable({ rates }: LetterContent): string {
  return textTable(
    [
      { title: 'Rate' },
      { title: 'Council', align: 'right' },
      { title: 'Similar', align: 'right' },
      { title: 'Worked out', align: 'right' },
    ],
    rates.map(({ title, figure, percent, similarPercent, working }) => [
      title,
      percent === null ? figure.toLowerCase() : figure,
      similarPercent === null ? 'not published' : `${similarPercent}%`,
      working ?? (percent === null ? '' : 'not published'),
    ]),
  );
}

function writeBasis({ title, base, details }: RateWords, { period }: LetterContent): string {
  return `${title}: ${base.charAt(0).toLowerCase()}${base.slice(1)}, ${period}. ${details}`;
}
