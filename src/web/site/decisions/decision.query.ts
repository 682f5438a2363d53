/**
 * One decision, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query DecisionPage(
  $reference: ID!
  $council: Boolean!
  $recommendations: Boolean!
) {
  decision(reference: $reference) {
    reference
    receivedOn
    decidedOn
    subject
    category
    subcategory
    outcome
    satisfactoryRemedy
    summary
    sample
    publicReport { publishedOn url summary }
    council @include(if: $council) { name slug }
    recommendations @include(if: $recommendations) {
      id
      kind
      remedy
      text
      dueOn
      settledOn
      compliance
    }
  }
}`);

/** A decision with everything its page shows. */
export type DecisionDetail = NonNullable<DataOf<typeof query>['decision']>;

/** Parts that the page can do without. */
export type DecisionPart = 'council' | 'recommendations';

/** One decision by its reference. `decision` is null when there is none. */
export const decisionQuery: PartedQuery<DecisionPart, DataOf<typeof query>> = {
  query,
  parts: {
    council: ['council'],
    recommendations: ['recommendations'],
  },
};
