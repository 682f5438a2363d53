/**
 * The national figures of a year beside those of the year before, as asked of the graph.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query ReviewOfTheYear(
  $yearEnding: Int!
  $before: Int!
  $figures: Boolean!
  $compliance: Boolean!
) {
  year: nationalPerformance(yearEnding: $yearEnding) @include(if: $figures) { ...National }
  before: nationalPerformance(yearEnding: $before) @include(if: $figures) { ...National }
  breakYears @include(if: $figures) { yearEnding note }
}
fragment National on NationalPerformance {
  yearEnding
  councils
  received
  decided
  investigated
  source
  sample
  outcomes { outcome count }
  subjects { subject received decided upheld }
  upheld { percent numerator denominator }
  compliance @include(if: $compliance) { percent numerator denominator }
  compliancePercentOneDecimal @include(if: $compliance)
  satisfactoryRemedies { percent numerator denominator }
  upheldPer100k
  byType {
    councilType
    councils
    upheld { percent numerator denominator }
    compliance @include(if: $compliance) { percent numerator denominator }
    satisfactoryRemedies { percent numerator denominator }
    upheldPer100k
  }
}`);

export type ReviewData = DataOf<typeof query>;

/** The national figures of one year. */
export type NationalFigures = NonNullable<ReviewData['year']>;

export type ReviewPart = 'figures' | 'compliance';

/** A year and the one before it; null where nothing is known of one. */
export const reviewQuery: PartedQuery<ReviewPart, ReviewData> = {
  query,
  parts: {
    figures: ['year', 'before', 'breakYears'],
    compliance: ['compliance', 'compliancePercentOneDecimal'],
  },
};

/** Councils in pages, each with its uphold rate of two years. */
export const moversQuery = graphql(`query UpholdRatesOfTwoYears(
  $yearEnding: Int!
  $before: Int!
  $least: Int!
  $after: String
) {
  councils(
    filter: { figures: { yearEnding: $yearEnding, decided: { min: $least } } }
    orderBy: { field: NAME, direction: ASC }
    first: 100
    after: $after
  ) {
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      year: performance(yearEnding: $yearEnding) { sample upheld { percent numerator denominator } }
      before: performance(yearEnding: $before) { upheld { percent numerator denominator } }
    }
  }
}`);
