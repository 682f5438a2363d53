import type { AskedQuestion } from '../explorer-link.ts';
import type { Movers, NationalFigures, ReviewPart } from './review.query.ts';

/** What the review of a year shows. */
export interface ReviewView {
  readonly year: NationalFigures;
  /** Null: nothing is known of the year before. */
  readonly before: NationalFigures | null;
  /** Null: they could not be read. */
  readonly movers: Movers | null;
  readonly missing: readonly ReviewPart[];
  readonly years: readonly number[];
  /** Why the year cannot simply be set beside the one before, where that is so: of either. */
  readonly breakNotes: readonly string[];
  readonly question: AskedQuestion;
}
