import type { FastifyRequest } from 'fastify';

/** An edition as the list of years tells it. */
export interface ListedEdition {
  readonly yearEnding: number;
  /** `YYYY-MM-DD`. */
  readonly letterDate: string;
  readonly publicationDate: string;
  readonly version: number;
  /** How many councils are told something of their own. */
  readonly comments: number;
}

/** One change, as a page tells it. */
export interface ListedChange {
  readonly number: number;
  readonly at: string;
  readonly by: string;
}

/** A year as it is edited. */
export interface EditedYear {
  readonly yearEnding: number;
  /** Null for a year that has none yet. */
  readonly edition: unknown;
  /** 0 for one that was never changed here, or is new. */
  readonly version: number;
  readonly changes: readonly ListedChange[];
  readonly comments: readonly { readonly slug: string; readonly name: string }[];
}

/** A council's comment as it is edited. */
export interface EditedComment {
  readonly yearEnding: number;
  readonly council: { readonly slug: string; readonly name: string };
  /** Markdown; empty for none. */
  readonly text: string;
  readonly version: number;
  readonly changes: readonly ListedChange[];
}

/** What is wrong with one field of a draft. */
export interface WordingProblem {
  readonly field: string;
  /** Line of its text, from 1; null where it is about the whole field. */
  readonly line: number | null;
  readonly message: string;
}

/** What a letter is to be made of that nobody has saved. */
export interface WordingDraft {
  readonly yearEnding: number;
  /** Slug of the council whose letter is shown. Default: the first there is. */
  readonly council?: string | undefined;
  /** Default: as it is saved. */
  readonly edition?: unknown;
  /** Markdown of the council's comment. Default: as it is saved. */
  readonly comment?: string | undefined;
}

/** The letter of a draft, or why there is none, beside all that is wrong with the draft. */
export interface DraftLetter {
  readonly problems: readonly WordingProblem[];
  readonly letter: {
    readonly council: string;
    readonly subject: string;
    readonly html: string;
    readonly text: string;
  } | null;
  /** Why there is no letter, for what lies outside the draft. */
  readonly failure: string | null;
}

/** Where the studio reads and saves editions and comments. */
export interface StudioWording {
  list(): Promise<readonly ListedEdition[]>;
  /** Whether a caller may save. */
  mayEdit(request: FastifyRequest): Promise<boolean>;
  readYear(yearEnding: number): Promise<EditedYear>;
  readComment(yearEnding: number, council: string): Promise<EditedComment>;
  /** Rejects with `WordingRefusal`. */
  saveEdition(
    request: FastifyRequest,
    saving: { yearEnding: number; edition: unknown; basedOn: number | null },
  ): Promise<EditedYear>;
  /** Rejects with `WordingRefusal`. */
  saveComment(
    request: FastifyRequest,
    saving: { yearEnding: number; council: string; text: string; basedOn: number | null },
  ): Promise<EditedComment>;
  preview(draft: WordingDraft): Promise<DraftLetter>;
}

/** Why nothing was saved, with each field that is wrong. */
export class WordingRefusal extends Error {
  override readonly name = 'WordingRefusal';

  constructor(
    readonly code: string,
    readonly statusCode: number,
    message: string,
    readonly problems: readonly WordingProblem[],
  ) {
    super(message);
  }
}
