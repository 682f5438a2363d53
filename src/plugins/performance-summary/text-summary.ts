import { textBlocks, textCaptionedTable, textHeading, wrapText } from '../../reports/index.ts';
import type { SummaryContent } from './summary-content.ts';

/** The summary as plain text. */
export function writeTextSummary(content: SummaryContent): string {
  const { notices, title, subtitle, highlights, parts, notes, links } = content;
  return textBlocks([
    notices.length > 0 && wrapText(`SAMPLE. ${notices.join(' ')}`),
    textHeading(title, '='),
    wrapText(subtitle),
    ...highlights.map(
      ({ figure, title: what, sentence }) =>
        `${wrapText(`${what}: ${figure}`)}\n${wrapText(sentence)}`,
    ),
    ...parts.flatMap(({ heading, paragraphs, tables }) => [
      textHeading(heading),
      ...paragraphs.map((paragraph) => wrapText(paragraph)),
      ...tables.map(textCaptionedTable),
    ]),
    ...notes.map((note) => wrapText(note)),
    ...links.map(({ label, url }) => `${wrapText(label)}\n  ${url}`),
  ]);
}
