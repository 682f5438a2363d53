/**
 * A search among all decisions, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query DecisionSearch(
  $filter: DecisionFilter
  $after: String
  $council: ID!
  $facets: Boolean!
  $councils: Boolean!
  $chosen: Boolean!
) {
  chosen: council(code: $council) @include(if: $chosen) { code name slug }
  decisions(filter: $filter, first: 20, after: $after, orderBy: { field: DECIDED_ON, direction: DESC }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    facets @include(if: $facets) {
      subjects { subject count }
      outcomes { outcome count }
      years { yearEnding count }
      councils(first: 15) @include(if: $councils) { council { code name } count }
    }
    nodes {
      reference
      decidedOn
      category
      subcategory
      outcome
      summary
      sample
      publicReport { url }
      council @include(if: $councils) { name slug }
    }
  }
}`);

/** What `DecisionSearch` answers. */
export type DecisionSearchData = DataOf<typeof query>;

/** Parts that the list can do without. */
export type DecisionListPart = 'facets' | 'councils' | 'chosen';

/** Decisions, the latest first. `council` is the code of the council that is searched, or `-`. */
export const decisionListQuery: PartedQuery<DecisionListPart, DecisionSearchData> = {
  query,
  parts: { facets: ['facets'], councils: ['councils', 'council'], chosen: ['chosen'] },
};
