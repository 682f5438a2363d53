/** One letter in all its parts. */
export interface RenderedReport {
  /** The report's name. */
  readonly name: string;
  /** The report's title. */
  readonly title: string;
  /** The parsed parameters. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly preheader: string;
  /** The HTML part, empty when it was not asked for. */
  readonly html: string;
  /** The plain text part, empty when it was not asked for. */
  readonly text: string;
  /** The MJML source. Written when read: few callers want it. */
  readonly mjml: string;
  /** The date the letter bears, `YYYY-MM-DD`; `null` when the report gives none. */
  readonly letterDate: string | null;
  /** When it was rendered, by the engine's clock: ISO 8601 in UTC. */
  readonly renderedAt: string;
  /** What the graph answered. Not for the public: it may name people. */
  readonly data: unknown;
  /** What of the data anyone may see. `null` when the report gives nothing. */
  readonly publicData: unknown;
}

/** What a letter was made with besides its parameters and data. */
export interface LetterMoment {
  readonly now: Date;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** What links begin with. */
  readonly publicUrl: string;
}

/** A part of a mail. */
export type LetterPart = 'html' | 'text';

/** What to make of a letter. */
export interface RenderOptions {
  /** Both by default. */
  readonly parts?: readonly LetterPart[] | undefined;
  /** Whether `publicData` is to be read of each letter: of many together it is worked out faster. Default: false. */
  readonly publicData?: boolean | undefined;
  /** What it is made with besides parameters and data: now, by default. `render` alone takes none. */
  readonly as?: LetterMoment | undefined;
}
