/**
 * What the author of a report imports: `redress/reports`.
 *
 * Nothing here starts a server or opens a database. See `docs/reports.md`.
 *
 * @module
 */

export { z } from 'zod';
export { councilTypeWords, outcomeWords, subjectWords } from './casework-words.ts';
export { defineReport, type ReportDefinition } from './define-report.ts';
export { encodeSegment } from './encode-segment.ts';
export type { ReportFormat } from './format.ts';
export {
  type DataOf,
  graphql,
  type JsonValue,
  type ReportQuery,
  type VariablesOfQuery,
} from './graphql.ts';
export {
  type CaptionedTable,
  houseFigure,
  houseHeading,
  houseNotes,
  houseNotice,
  houseParagraphs,
  houseTable,
  textCaptionedTable,
} from './house-layout.ts';
export {
  type DataColumn,
  type DataTable,
  dataTable,
  percentBar,
} from './house-parts.ts';
export { houseColours } from './house-style.ts';
export { houseMarkdown, textMarkdown } from './markdown/house-markdown.ts';
export type {
  HtmlFragment,
  HtmlValue,
  MjmlFragment,
  MjmlValue,
  TextValue,
} from './markup/fragment.ts';
export { html } from './markup/html.ts';
export { mjml } from './markup/mjml.ts';
export { type NotFound, notFound } from './not-found.ts';
export type { AnyReport, Fixture, LetterView, Report, ViewContext } from './report.ts';
export { textBlocks, textHeading, textLines, textList } from './text/text-blocks.ts';
export { type TextColumn, textTable } from './text/text-table.ts';
export { type WrapOptions, wrapText } from './text/wrap-text.ts';
