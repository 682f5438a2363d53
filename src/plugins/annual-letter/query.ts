import { type DataOf, graphql } from '../../reports/index.ts';

/** Everything a letter says about one council and one year. */
export const annualLetterQuery = graphql(`
  query AnnualLetter($code: ID, $slug: String, $yearEnding: Int!) {
    council(code: $code, slug: $slug) {
      code
      slug
      name
      shortName
      type
      endDate
      successors { name startDate }
      officers { name salutation office }
      letterComment(yearEnding: $yearEnding)
      publicReports(yearEnding: $yearEnding) { reference publishedOn url summary }
      serviceImprovements(yearEnding: $yearEnding, first: 8) {
        totalCount
        nodes { remedy text dueOn settledOn compliance decision { reference } }
      }
      performance(yearEnding: $yearEnding) {
        received
        decided
        outcomes { outcome count }
        subjects { subject received decided upheld }
        upheld { ...Parts }
        compliance { ...Parts }
        complianceCounts { onTime late notComplied }
        satisfactoryRemedies { ...Parts }
        upheldPer100k
        source
        sample
        breakNote
        sourceNote
        similar {
          councils
          upheld { percent }
          compliance { percent }
          satisfactoryRemedies { percent }
          upheldPer100k
        }
      }
    }
    edition(yearEnding: $yearEnding) {
      letterDate
      publicationDate
      periodStart
      periodEnd
      senderName
      senderAddress
      joint
      opening
      figuresNote
      closing
      signatoryName
      signatoryOffices
      contactEmail
      sample
      notice
    }
    trainingYear(yearEnding: $yearEnding) {
      courses
      change
      people
      careProviderRecord
      seminarPlaces
      seminarDelegates
      seminarAuthorities
      sample
    }
  }
  fragment Parts on Rate { numerator denominator percent }
`);

/** The data of a letter, as the graph gives it. */
export type LetterData = DataOf<typeof annualLetterQuery>;

/** The council of a letter, present. */
export type LetterCouncil = NonNullable<LetterData['council']>;
export type LetterImprovement = NonNullable<LetterCouncil['serviceImprovements']>['nodes'][number];
export type LetterPublicReport = NonNullable<LetterCouncil['publicReports']>[number];
export type Performance = LetterCouncil['performance'];
export type LetterRate = Performance['upheld'];
export type LetterEdition = NonNullable<LetterData['edition']>;
export type LetterTraining = NonNullable<LetterData['trainingYear']>;
