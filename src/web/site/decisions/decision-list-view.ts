import type { AskedQuestion } from '../explorer-link.ts';
import type { DecisionListPart, DecisionSearchData } from './decision-list.query.ts';
import type { DecisionProblem, DecisionSearch } from './decision-search.ts';

/** What the search among all decisions shows. `data` is null when it could not be run because of `problems`. */
export interface DecisionListView {
  readonly search: DecisionSearch;
  readonly problems: readonly DecisionProblem[];
  readonly data: DecisionSearchData | null;
  readonly missing: readonly DecisionListPart[];
  readonly question: AskedQuestion | null;
}
