/**
 * Up to five councils side by side, and councils like the first, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query CompareCouncils(
  $yearEnding: Int!
  $one: String!
  $two: String!
  $three: String!
  $four: String!
  $five: String!
  $figures: Boolean!
  $compliance: Boolean!
) {
  one: council(slug: $one) { ...Compared }
  two: council(slug: $two) { ...Compared }
  three: council(slug: $three) { ...Compared }
  four: council(slug: $four) { ...Compared }
  five: council(slug: $five) { ...Compared }
}
fragment Compared on Council {
  slug
  name
  shortName
  type
  region
  population
  performance(yearEnding: $yearEnding) @include(if: $figures) {
    source
    sample
    breakNote
    received
    decided
    investigated
    upheld { percent numerator denominator }
    compliance @include(if: $compliance) { percent numerator denominator }
    satisfactoryRemedies { percent numerator denominator }
    upheldPer100k
    similar {
      upheld { percent }
      compliance @include(if: $compliance) { percent }
      satisfactoryRemedies { percent }
    }
  }
}`);

/** What `CompareCouncils` answers: null in the places of which nothing was asked or known. */
export type CompareData = DataOf<typeof query>;

/** One of the councils. */
export type ComparedCouncil = NonNullable<CompareData['one']>;

export type ComparePart = 'figures' | 'compliance';

/** Councils by their addresses; a place that is not used asks for `-`, which no council has. */
export const compareQuery: PartedQuery<ComparePart, CompareData> = {
  query,
  parts: { figures: ['performance'], compliance: ['compliance'] },
};

/** Councils of a type, by region or by name, of which some are suggested. */
export const suggestionQuery = graphql(`query CompareSuggestions($filter: CouncilFilter!) {
  councils(filter: $filter, first: 100, orderBy: { field: NAME, direction: ASC }) {
    nodes { slug name population endDate }
  }
}`);
