import type { CaptionedTable } from '../../reports/index.ts';

/** A figure to begin with, and what it says. */
export interface Highlight {
  readonly figure: string;
  readonly title: string;
  readonly sentence: string;
}

/** Paragraphs and tables under a heading. */
export interface SummaryPart {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly CaptionedTable[];
}

/** Everything a summary says, in words, before it is laid out: HTML and text say the same. */
export interface SummaryContent {
  readonly subject: string;
  readonly preheader: string;
  readonly title: string;
  readonly subtitle: string;
  readonly notices: readonly string[];
  readonly highlights: readonly Highlight[];
  readonly parts: readonly SummaryPart[];
  /** Small print at the end: what is counted, and where printed figures come from. */
  readonly notes: readonly string[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/** What a summary says of made-up figures. */
export const sampleNotice = 'The figures are sample data, made up to show how a summary looks.';
/** What stands for a figure that was not printed. */
export const notPublished = 'not published';
