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
  $movers: Boolean!
  $least: Int!
) {
  year: nationalPerformance(yearEnding: $yearEnding) @include(if: $figures) {
    ...National
    largestMovers(first: 8, least: $least) @include(if: $movers) {
      up { ...Moved }
      down { ...Moved }
    }
  }
  before: nationalPerformance(yearEnding: $before) @include(if: $figures) { ...National }
  breakYears @include(if: $figures) { yearEnding note }
}
fragment Moved on Mover {
  change
  council { slug name }
  performance { sample upheld { percent numerator denominator } }
  performanceBefore { upheld { percent numerator denominator } }
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
export type NationalFigures = NonNullable<ReviewData['before']>;

/** The councils whose uphold rate moved most, up and down. */
export type Movers = NonNullable<NonNullable<ReviewData['year']>['largestMovers']>;

/** A council with its uphold rate of both years. */
export type Mover = Movers['up'][number];

/** Investigations that a council needs in both years to be among the movers: the query’s `least`. */
export const LEAST_INVESTIGATIONS = 10;

export type ReviewPart = 'figures' | 'compliance' | 'movers';

/** A year and the one before it; null where nothing is known of one. */
export const reviewQuery: PartedQuery<ReviewPart, ReviewData> = {
  query,
  parts: {
    figures: ['year', 'before', 'breakYears'],
    compliance: ['compliance', 'compliancePercentOneDecimal'],
    movers: ['largestMovers'],
  },
};
