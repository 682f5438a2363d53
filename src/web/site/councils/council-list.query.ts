/**
 * The list of councils, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query CouncilList(
  $filter: CouncilFilter
  $first: Int!
  $after: String
  $yearEnding: Int!
  $figures: Boolean!
  $letters: Boolean!
) {
  councils(filter: $filter, orderBy: { field: NAME, direction: ASC }, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      type
      region
      endDate
      performance(yearEnding: $yearEnding) @include(if: $figures) {
        sample
        upheld { percent numerator denominator }
        similar { upheld { percent } }
      }
      letters(first: 20) @include(if: $letters) { nodes { yearEnding path } }
    }
  }
}`);

/** What `CouncilList` answers. */
export type CouncilListData = DataOf<typeof query>['councils'];

/** One council of the list; `performance` and `letters` are absent when their subgraph did not answer. */
export type ListedCouncil = CouncilListData['nodes'][number];

/** Parts of the list that it can do without. */
export type ListPart = 'figures' | 'letters';

/** A page of councils in the order of their names, with a year's uphold rate and their letters. */
export const councilListQuery: PartedQuery<ListPart, DataOf<typeof query>> = {
  query,
  parts: { figures: ['performance'], letters: ['letters'] },
};
