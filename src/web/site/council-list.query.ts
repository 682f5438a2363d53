/**
 * The list of councils, as asked of the graph and as parsed from its answer.
 */
import { z } from 'zod';
import type { PartedQuery } from './read-in-parts.ts';

/** Councils on one page of the list. */
export const PAGE_SIZE = 50;

const text = `query CouncilList(
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
}`;

/** A rate with what it was divided from; see `Rate` in the schema. */
export const rateSchema = z.object({
  percent: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
});

/** A percentage of similar councils, of which the counts are not shown. */
export const averageSchema = z.object({ percent: z.number().nullable() });

/** A letter's path without ending: `/letters/2020/dartford`. Anything else is not made a link of. */
export const letterPathSchema = z.string().regex(/^\/letters\/\d{4}\/[a-z0-9-]+$/);

const listedCouncil = z.object({
  slug: z.string(),
  name: z.string(),
  type: z.string(),
  region: z.string(),
  endDate: z.string().nullable(),
  performance: z
    .object({
      sample: z.boolean(),
      upheld: rateSchema,
      similar: z.object({ upheld: averageSchema }).nullable(),
    })
    .optional(),
  letters: z
    .object({ nodes: z.array(z.object({ yearEnding: z.number(), path: letterPathSchema })) })
    .optional(),
});

/** One council of the list; `performance` and `letters` are absent when their subgraph did not answer. */
export type ListedCouncil = z.infer<typeof listedCouncil>;

/** Parts of the list that it can do without. */
export type ListPart = 'figures' | 'letters';

const data = z.object({
  councils: z.object({
    totalCount: z.number(),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    nodes: z.array(listedCouncil),
  }),
});

/** What `CouncilList` answers. */
export type CouncilListData = z.infer<typeof data>['councils'];

/** A page of councils in the order of their names, with a year's uphold rate and their letters. */
export const councilListQuery: PartedQuery<ListPart, typeof data> = {
  name: 'CouncilList',
  text,
  parts: { figures: 'performance', letters: 'letters' },
  data,
};
