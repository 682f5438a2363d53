/**
 * All councils with a year's figures, as asked of the graph, a page at a time.
 */
import { type DataOf, graphql } from '../../../reports/graphql.ts';
import type { PartedQuery } from '../read-in-parts.ts';
import type { MapPart } from './map-year.ts';

const query = graphql(`query MapYear(
  $yearEnding: Int!
  $after: String
  $figures: Boolean!
  $compliance: Boolean!
) {
  councils(orderBy: { field: NAME, direction: ASC }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      code
      slug
      name
      type
      region
      startDate
      endDate
      performance(yearEnding: $yearEnding) @include(if: $figures) {
        source
        sample
        breakNote
        upheld { percent numerator denominator }
        compliance @include(if: $compliance) { percent numerator denominator }
        satisfactoryRemedies { percent numerator denominator }
        upheldPer100k
        similar {
          upheld { percent }
          compliance @include(if: $compliance) { percent }
          satisfactoryRemedies { percent }
          upheldPer100k
        }
      }
    }
  }
}`);

/** What `MapYear` answers. */
export type MapYearData = DataOf<typeof query>;

/** One council of a page. */
export type MapYearNode = MapYearData['councils']['nodes'][number];

/** A page of councils in the order of their names. */
export const mapYearQuery: PartedQuery<MapPart, DataOf<typeof query>> = {
  query,
  parts: { figures: ['performance'], compliance: ['compliance'] },
};
