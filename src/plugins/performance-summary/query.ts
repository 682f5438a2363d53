import { type DataOf, graphql } from '../../reports/index.ts';

/** A council over the years, or a group of councils or England in one year. */
export const performanceSummaryQuery = graphql(`
  query PerformanceSummary(
    $forCouncil: Boolean!
    $forGroup: Boolean!
    $forCountry: Boolean!
    $forOneYear: Boolean!
    $code: ID
    $slug: String
    $from: Int
    $to: Int
    $yearEnding: Int!
    $councilType: CouncilType
    $region: String
  ) {
    council(code: $code, slug: $slug) @include(if: $forCouncil) {
      slug
      name
      shortName
      type
      performanceHistory(from: $from, to: $to) {
        yearEnding
        received
        decided
        outcomes { outcome count }
        subjects { subject received decided upheld }
        upheld { ...Parts }
        compliance { ...Parts }
        satisfactoryRemedies { ...Parts }
        upheldPer100k
        source
        sample
        sourceNote
        frozenAt
        similar {
          councilType
          upheld { percent }
          compliance { percent }
          satisfactoryRemedies { percent }
          upheldPer100k
        }
        standing {
          upheld { ...Place }
          satisfactoryRemedies { ...Place }
          upheldPer100k { ...Place }
        }
        complianceStanding { ...Place }
        recommendationCounts { ...Counts }
      }
      pandemic: performance(yearEnding: 2021) { yearEnding breakNote }
      newProcess: performance(yearEnding: 2023) { yearEnding breakNote }
    }
    groupPerformance(yearEnding: $yearEnding, councilType: $councilType, region: $region)
      @include(if: $forGroup) {
      councils
      received
      decided
      outcomes { outcome count }
      subjects { subject received decided upheld }
      upheld { ...Parts }
      compliance { ...Parts }
      satisfactoryRemedies { ...Parts }
      upheldPer100k
      sample
      recommendationCounts { ...Counts }
    }
    nationalPerformance(yearEnding: $yearEnding) @include(if: $forOneYear) {
      councils
      received
      decided
      outcomes { outcome count }
      subjects { subject received decided upheld }
      upheld { ...Parts }
      compliance { ...Parts }
      satisfactoryRemedies { ...Parts }
      upheldPer100k
      sample
      frozenAt
      byType {
        councilType
        upheld { percent }
        compliance { percent }
        satisfactoryRemedies { percent }
        upheldPer100k
      }
      recommendationCounts @include(if: $forCountry) { ...Counts }
    }
  }
  fragment Parts on Rate { numerator denominator percent }
  fragment Place on Standing { rank of tied quartile }
  fragment Counts on RecommendationCounts {
    byKind { kind total onTime late notComplied open }
    themes { theme count late }
  }
`);

/** The data of a summary, as the graph gives it. */
export type PerformanceSummaryData = DataOf<typeof performanceSummaryQuery>;

/** The council of a summary, present. */
export type SummaryCouncil = NonNullable<PerformanceSummaryData['council']>;
/** A council's figures of one year. */
export type CouncilYear = SummaryCouncil['performanceHistory'][number];
/** Councils of a type or a region in one year. */
export type Group = NonNullable<PerformanceSummaryData['groupPerformance']>;
/** England in one year. */
export type Nation = NonNullable<PerformanceSummaryData['nationalPerformance']>;
/** A rate with its counts. */
export type SummaryRate = CouncilYear['upheld'];
/** A place in an order. */
export type Place = NonNullable<CouncilYear['complianceStanding']>;
/** Recommendations by kind and theme. */
export type RecommendationCounts = NonNullable<CouncilYear['recommendationCounts']>;
