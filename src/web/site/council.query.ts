/**
 * One council, as asked of the graph and as parsed from its answer.
 */
import { z } from 'zod';
import { averageSchema, letterPathSchema, rateSchema } from './council-list.query.ts';
import type { PartedQuery } from './read-in-parts.ts';

const text = `query CouncilPage(
  $slug: String!
  $history: Boolean!
  $compliance: Boolean!
  $letters: Boolean!
  $decisions: Boolean!
  $reports: Boolean!
  $improvements: Boolean!
) {
  council(slug: $slug) {
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
    performanceHistory @include(if: $history) {
      yearEnding
      source
      sample
      breakNote
      received
      decided
      investigated
      upheld { percent numerator denominator }
      compliance @include(if: $compliance) { percent numerator denominator }
      satisfactoryRemedies { percent numerator denominator }
      similar {
        upheld { percent }
        compliance @include(if: $compliance) { percent }
        satisfactoryRemedies { percent }
      }
    }
    letters(first: 20) @include(if: $letters) { nodes { yearEnding path } }
    decisions(first: 10, orderBy: { field: DECIDED_ON, direction: DESC }) @include(if: $decisions) {
      totalCount
      nodes { reference decidedOn category outcome sample }
    }
    publicReports @include(if: $reports) { reference publishedOn url summary }
    serviceImprovements(first: 10) @include(if: $improvements) {
      totalCount
      nodes { id remedy text dueOn }
    }
  }
}`;

const namedCouncil = z.object({ slug: z.string(), name: z.string() });

const year = z.object({
  yearEnding: z.number(),
  source: z.string(),
  sample: z.boolean(),
  breakNote: z.string().nullable(),
  received: z.number().nullable(),
  decided: z.number().nullable(),
  investigated: z.number().nullable(),
  upheld: rateSchema,
  compliance: rateSchema.optional(),
  satisfactoryRemedies: rateSchema,
  similar: z
    .object({
      upheld: averageSchema,
      compliance: averageSchema.optional(),
      satisfactoryRemedies: averageSchema,
    })
    .nullable(),
});

const council = namedCouncil.extend({
  shortName: z.string(),
  type: z.string(),
  region: z.string(),
  population: z.number().nullable(),
  startDate: z.string().nullable(),
  endDate: z.string().nullable(),
  successors: z.array(namedCouncil),
  predecessors: z.array(namedCouncil),
  performanceHistory: z.array(year).optional(),
  letters: z
    .object({ nodes: z.array(z.object({ yearEnding: z.number(), path: letterPathSchema })) })
    .optional(),
  decisions: z
    .object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          reference: z.string(),
          decidedOn: z.string().nullable(),
          category: z.string(),
          outcome: z.string().nullable(),
          sample: z.boolean(),
        }),
      ),
    })
    .optional(),
  publicReports: z
    .array(
      z.object({
        reference: z.string(),
        publishedOn: z.string(),
        url: z
          .url({ protocol: /^https?$/ })
          .nullable()
          .catch(null),
        summary: z.string().nullable(),
      }),
    )
    .optional(),
  serviceImprovements: z
    .object({
      totalCount: z.number(),
      nodes: z.array(
        z.object({
          id: z.string(),
          remedy: z.string(),
          text: z.string().nullable(),
          dueOn: z.string(),
        }),
      ),
    })
    .optional(),
});

/** One year of a council's figures. */
export type CouncilYear = z.infer<typeof year>;

/** A council with everything its page shows; parts are absent when their subgraph did not answer. */
export type CouncilDetail = z.infer<typeof council>;

/** Parts of the page that it can do without. */
export type CouncilPart =
  | 'history'
  | 'compliance'
  | 'letters'
  | 'decisions'
  | 'reports'
  | 'improvements';

const data = z.object({ council: council.nullable() });

/** One council by the name in its address. `council` is null when there is none. */
export const councilQuery: PartedQuery<CouncilPart, typeof data> = {
  name: 'CouncilPage',
  text,
  parts: {
    history: 'performanceHistory',
    compliance: 'compliance',
    letters: 'letters',
    decisions: 'decisions',
    reports: 'publicReports',
    improvements: 'serviceImprovements',
  },
  data,
};
