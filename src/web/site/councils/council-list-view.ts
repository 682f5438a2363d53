import type { CouncilListData, ListPart } from './council-list.query.ts';
import type { CouncilSearch, SearchProblem } from './council-search.ts';

/** Councils on one page of the list. */
export const PAGE_SIZE = 50;

/** Everything the list shows. `list` is null when the search could not be run because of `problems`. */
export interface CouncilListView {
  readonly search: CouncilSearch;
  readonly problems: readonly SearchProblem[];
  readonly list: CouncilListData | null;
  readonly missing: readonly ListPart[];
  readonly yearEnding: number;
}
