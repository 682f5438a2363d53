import { annualLetterQuery } from '../../src/plugins/annual-letter/query.ts';

/** Operations on our own data that are timed. */
export const operations = [
  {
    what: 'Page of 50 councils with performance, similar averages and 5 decisions each',
    variables: {},
    query: `query Councils {
      councils(first: 50) {
        totalCount
        nodes {
          code slug name type region
          performance(yearEnding: 2020) {
            received decided source
            upheld { numerator denominator percent }
            compliance { numerator denominator percent }
            satisfactoryRemedies { numerator denominator percent }
            similar { councilType councils upheld { percent } compliance { percent } }
          }
          decisions(first: 5) { nodes { reference decidedOn subject outcome } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
  },
  {
    what: 'Page of one council: history, decisions with recommendations, letters',
    variables: { slug: 'leeds' },
    query: `query Council($slug: String!) {
      council(slug: $slug) {
        name type region population
        performanceHistory {
          yearEnding source received upheldPer100k
          upheld { numerator denominator percent }
          compliance { numerator denominator percent }
          satisfactoryRemedies { numerator denominator percent }
          similar { upheld { percent } compliance { percent } satisfactoryRemedies { percent } }
        }
        decisions(first: 10, filter: { outcomes: [UPHELD] }) {
          nodes { reference decidedOn summary recommendations { kind remedy compliance } }
        }
        letters { nodes { yearEnding path } }
      }
    }`,
  },
  {
    what: 'The query of a letter',
    variables: { slug: 'dartford', yearEnding: 2020 },
    query: annualLetterQuery.source,
  },
  {
    what: 'Tiny query: the name of a council',
    variables: {},
    query: '{ council(slug: "dartford") { name } }',
  },
] as const;
