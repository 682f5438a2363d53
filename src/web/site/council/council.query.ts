/**
 * One council with everything its page shows, as asked of the graph in one operation.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';

const query = graphql(`query CouncilPage(
  $slug: String!
  $yearEnding: Int!
  $decisionFilter: DecisionFilter
  $after: String
  $figures: Boolean!
  $history: Boolean!
  $compliance: Boolean!
  $themes: Boolean!
  $decisions: Boolean!
  $reports: Boolean!
  $improvements: Boolean!
  $training: Boolean!
  $letters: Boolean!
) {
  breakYears @include(if: $history) { yearEnding note }
  council(slug: $slug) {
    code
    slug
    name
    shortName
    type
    region
    population
    startDate
    endDate
    successors { slug name }
    predecessors { slug name }
    performance(yearEnding: $yearEnding) @include(if: $figures) {
      source
      sample
      sourceNote
      breakNote
      received
      decided
      investigated
      outcomes { outcome count }
      subjects { subject received decided upheld }
      upheld { percent numerator denominator }
      compliance @include(if: $compliance) { percent numerator denominator }
      complianceCounts @include(if: $compliance) { onTime late notComplied }
      satisfactoryRemedies { percent numerator denominator }
      upheldPer100k
      similar {
        councilType
        councils
        source
        upheld { percent numerator denominator }
        compliance @include(if: $compliance) { percent numerator denominator }
        satisfactoryRemedies { percent numerator denominator }
        upheldPer100k
      }
    }
    performanceHistory @include(if: $history) {
      yearEnding
      source
      sample
      breakNote
      received
      decided
      upheld { percent numerator denominator }
      compliance @include(if: $compliance) { percent numerator denominator }
      satisfactoryRemedies { percent numerator denominator }
      upheldPer100k
      recommendationCounts @include(if: $themes) { themes { theme count late } }
      similar {
        upheld { percent }
        compliance @include(if: $compliance) { percent }
        satisfactoryRemedies { percent }
        upheldPer100k
      }
    }
    decisions(first: 10, filter: $decisionFilter, after: $after, orderBy: { field: DECIDED_ON, direction: DESC }) @include(if: $decisions) {
      totalCount
      pageInfo { hasNextPage endCursor }
      facets {
        subjects { subject count }
        outcomes { outcome count }
        years { yearEnding count }
      }
      nodes { reference decidedOn subject category subcategory outcome summary sample publicReport { url } }
    }
    publicReports @include(if: $reports) { reference publishedOn url summary }
    serviceImprovements(first: 10) @include(if: $improvements) {
      totalCount
      nodes { id remedy text dueOn settledOn compliance sample decision { reference } }
    }
    training(yearEnding: $yearEnding) @include(if: $training) {
      courses { id heldOn place provider people course { title sector } }
      seminars { id series heldOn place }
    }
    letters(first: 20) @include(if: $letters) { nodes { yearEnding path } }
  }
}`);

/** A council with everything its page shows; parts are absent when their subgraph did not answer. */
export type CouncilDetail = NonNullable<DataOf<typeof query>['council']>;

/** A year that cannot simply be set beside others. */
export type BreakYear = NonNullable<DataOf<typeof query>['breakYears']>[number];

/** The year that the page is about. */
export type CouncilFigures = NonNullable<CouncilDetail['performance']>;

/** One of the years that stand side by side. */
export type CouncilYear = NonNullable<CouncilDetail['performanceHistory']>[number];

/** Parts of the page that it can do without. */
export type CouncilPart =
  | 'figures'
  | 'history'
  | 'compliance'
  | 'themes'
  | 'decisions'
  | 'reports'
  | 'improvements'
  | 'training'
  | 'letters';

/** One council by the name in its address. `council` is null when there is none. */
export const councilQuery: PartedQuery<CouncilPart, DataOf<typeof query>> = {
  query,
  parts: {
    figures: ['performance'],
    history: ['performanceHistory', 'breakYears'],
    compliance: ['compliance', 'complianceCounts'],
    themes: ['recommendationCounts'],
    decisions: ['decisions'],
    reports: ['publicReports'],
    improvements: ['serviceImprovements'],
    training: ['training'],
    letters: ['letters'],
  },
};
