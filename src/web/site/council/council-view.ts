import type { DecisionSearch } from '../decisions/decision-search.ts';
import type { AskedQuestion } from '../explorer-link.ts';
import type { BreakYear, CouncilDetail, CouncilPart } from './council.query.ts';

/** Everything a council's page shows. */
export interface CouncilView {
  readonly council: CouncilDetail;
  readonly missing: readonly CouncilPart[];
  /** The year that the rates are of. */
  readonly yearEnding: number;
  /** The years of which anything is known, the latest first. */
  readonly years: readonly number[];
  /** Years that cannot simply be set beside others, of which figures need not be known. */
  readonly breakYears: readonly BreakYear[];
  readonly search: DecisionSearch;
  /** The operation that gave all of this. */
  readonly question: AskedQuestion;
}
