import type { CouncilComment } from '../../schema/reports/council-comment.entity.ts';
import type { Edition } from '../../schema/reports/edition.entity.ts';

/** Something in a text that letters cannot show as it is meant. */
export interface TextProblem {
  /** Line of the text, from 1. */
  readonly line: number;
  /** What was expected, but what came. */
  readonly message: string;
}

/** Who saves, and what they had before them. */
export interface WordingRequest {
  /** For the record: `key rk_1a2b3c4d`. */
  readonly by: string;
  /** The version that was read: nothing is saved over a later one. Null: over any. */
  readonly basedOn: number | null;
}

/** What became of a saving: done, or another came first. */
export type SavedWording<Wording> =
  | { readonly kind: 'saved'; readonly wording: Wording }
  | { readonly kind: 'stale'; readonly version: number; readonly by: string; readonly at: string };

/**
 * Saves editions and comments, each with its record in one transaction. It is put together where database, resolvers and
 * reports meet.
 */
export interface EditionDesk {
  /** What in a Markdown text is not among what editions may hold. */
  checkText(text: string): readonly TextProblem[];

  /** Whether there is a council with this code. Undefined where nobody can tell: in a subgraph alone. */
  isCouncil(code: string): Promise<boolean | undefined>;

  /** Saves a year's edition, new or not. Saving what is there already records nothing. */
  saveEdition(edition: Edition, request: WordingRequest): Promise<SavedWording<Edition>>;

  /** Saves a council's comment; `text` null takes it out. */
  saveComment(
    comment: CouncilComment,
    request: WordingRequest,
  ): Promise<SavedWording<CouncilComment>>;
}
