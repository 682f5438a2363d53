import type { AskedQuestion } from '../explorer-link.ts';
import type { DecisionDetail, DecisionPart } from './decision.query.ts';

/** What a decision's page shows. */
export interface DecisionView {
  readonly decision: DecisionDetail;
  readonly missing: readonly DecisionPart[];
  readonly question: AskedQuestion;
}
