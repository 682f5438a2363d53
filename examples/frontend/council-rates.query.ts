import { type DataOf, graphql } from '../../src/reports/graphql.ts';

/** One council's three rates of a year, beside the average of councils of its type. */
export const councilRates = graphql(`
  query CouncilRates($slug: String!, $yearEnding: Int!) {
    council(slug: $slug) {
      name
      performance(yearEnding: $yearEnding) {
        source
        sample
        upheld { numerator denominator percent }
        satisfactoryRemedies { numerator denominator percent }
        compliance { numerator denominator percent }
        similar {
          upheld { percent }
          satisfactoryRemedies { percent }
          compliance { percent }
        }
      }
    }
  }
`);

/** What the gateway answers. The compiler knows what may be null. */
export type CouncilRates = DataOf<typeof councilRates>;
