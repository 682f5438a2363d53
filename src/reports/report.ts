import type { z } from 'zod';
import type { ReportFormat } from './format.ts';
import type { ReportQuery } from './graphql.ts';
import type { MjmlFragment } from './markup/fragment.ts';
import type { NotFound } from './not-found.ts';

/** What a report's view is given. The same context gives the same letter, byte for byte. */
export interface ViewContext<Params, Data> {
  readonly data: Data;
  readonly params: Params;
  /** The moment of rendering, from an injected clock. Letters bear dates from data, not this. */
  readonly now: Date;
  /** A BCP 47 tag, `en-GB` by default. */
  readonly locale: string;
  /** Dates, numbers and lists in the locale's way. */
  readonly format: ReportFormat;
  /** The whole address of a path of the public site: `link('/councils/kent')`. */
  readonly link: (path: string) => string;
}

/** What a report's view gives: one letter. */
export interface LetterView {
  /** One line. Line breaks become spaces. */
  readonly subject: string;
  /** What a mailbox shows after the subject: 90 characters or fewer, longer ones are cut. */
  readonly preheader: string;
  /** Sections of MJML, as they stand inside `mj-body`. */
  readonly body: MjmlFragment;
  /** More of the document's head: `mj-style`, `mj-attributes`. */
  readonly head?: MjmlFragment | undefined;
  /** The plain text part, or what makes it when it is asked for. Derived from the HTML if absent. */
  readonly text?: string | (() => string) | undefined;
  /** The date the letter bears, `YYYY-MM-DD`; it becomes the date of the mail. */
  readonly letterDate?: string | undefined;
}

/** One named set of made-up parameters and data: for preview, snapshots and checks. */
export interface Fixture<Params, Data> {
  readonly params: Params;
  readonly data: Data;
}

/** What `report check` refuses unless a report allows it. */
export const allowances = ['mj-include', 'mj-raw-values', 'remote-images'] as const;

/** One of them. */
export type Allowance = (typeof allowances)[number];

/** The version of the contract between reports and the engine. */
export const contractVersion = 1;

/** A report: parameters, one query, a pure view and fixtures. Made by `defineReport`. */
export interface Report<Params = unknown, Data = unknown> {
  /** kebab-case, unique; appears in addresses, logs and errors. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences for whoever chooses among reports. */
  readonly description: string;
  readonly apiVersion: number;
  /** The version of the report itself: letters of another version may have other words. */
  readonly version: string;
  readonly params: z.ZodType<Params>;
  /** The names of the parameters; others are refused. */
  readonly parameterNames: readonly string[];
  readonly query: ReportQuery<Data>;
  readonly fixtures: Readonly<Record<string, Fixture<Params, Data>>>;
  /** What the check lets pass in its letters. Nothing by default. */
  readonly allow?: readonly Allowance[] | undefined;
  /** The query's variables. */
  variables(params: Params): Readonly<Record<string, unknown>>;
  /** The letter, or why there is none. Pure and synchronous. */
  view(context: ViewContext<Params, Data>): LetterView | NotFound;
  /**
   * What of the data anyone may see beside the published letter (`.json`). Leave out personal data.
   * Nothing by default.
   */
  publicData(context: { readonly data: Data; readonly params: Params }): unknown;
}

/** Any report, whatever its parameters and data. */
export type AnyReport = Report;
