import { type DataOf, graphql } from '../../reports/index.ts';

/** The training of a year and, where a council is asked for, what its officers had of it. */
export const trainingSummaryQuery = graphql(`
  query TrainingSummary(
    $yearEnding: Int!
    $yearBefore: Int!
    $forCouncil: Boolean!
    $code: ID
    $slug: String
  ) {
    trainingYear(yearEnding: $yearEnding) {
      courses
      change
      people
      careProviderRecord
      byAudience { audience courses people }
      bySector { sector courses people }
      seminars { series place heldOn delegates authorities }
      seminarDelegates
      seminarAuthorities
      sample
    }
    before: trainingYear(yearEnding: $yearBefore) {
      courses
      people
      byAudience { audience courses people }
      bySector { sector courses people }
      seminarDelegates
    }
    council(code: $code, slug: $slug) @include(if: $forCouncil) {
      slug
      name
      shortName
      training(yearEnding: $yearEnding) {
        courses { heldOn place people course { title sector } }
        seminars { series place heldOn }
      }
      performance(yearEnding: $yearEnding) {
        source
        sample
        subjects { subject upheld }
      }
    }
    courses(audience: COUNCIL) @include(if: $forCouncil) { title sector subjects }
  }
`);

/** The data of a training summary, as the graph gives it. */
export type TrainingSummaryData = DataOf<typeof trainingSummaryQuery>;

/** A year of training, present. */
export type Year = NonNullable<TrainingSummaryData['trainingYear']>;
/** The year before, or what is known of it. */
export type YearBefore = TrainingSummaryData['before'];
/** The council of a summary, present. */
export type SummaryCouncil = NonNullable<TrainingSummaryData['council']>;
/** The courses on offer to councils. */
export type OfferedCourses = NonNullable<TrainingSummaryData['courses']>;
