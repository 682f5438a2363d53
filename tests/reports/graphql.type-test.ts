// Checked by the compiler, not run: each `@ts-expect-error` fails the type check if its line compiles.
import { type DataOf, graphql, type VariablesOfQuery } from '../../src/reports/graphql.ts';

const query = graphql(`
  query CouncilFigures($slug: String, $yearEnding: Int!, $filter: DecisionFilter) {
    council(slug: $slug) {
      title: name
      population
      performance(yearEnding: $yearEnding) {
        upheld { percent }
        source
        ...Outcomes
      }
      officers { name }
      decisions(filter: $filter) @include(if: true) { totalCount }
    }
  }
  fragment Outcomes on CouncilPerformance { outcomes { outcome count } }
`);

const performance = {
  upheld: { percent: null },
  source: 'CASEWORK',
  outcomes: [{ outcome: 'UPHELD', count: 3 }],
} as const;

// Aliases, nulls, enums, lists, fragments and conditional fields have the graph's types.
export const data: DataOf<typeof query> = {
  council: { title: 'Kent', population: null, performance, officers: [{ name: 'A' }] },
};
export const absent: DataOf<typeof query> = { council: null };

export const wrongScalar: DataOf<typeof query> = {
  // @ts-expect-error a String! is not a number
  council: { title: 1, population: null, performance, officers: null },
};
export const wrongEnum: DataOf<typeof query> = {
  council: {
    title: 'Kent',
    population: null,
    // @ts-expect-error the graph has no such figure source
    performance: { ...performance, source: 'GUESSED' },
    officers: null,
  },
};
export const missingField: DataOf<typeof query> = {
  // @ts-expect-error "performance" is missing
  council: { title: 'Kent', population: null, officers: null },
};

// Variables have the types that the query declares; nullable ones may be left out.
export const variables: VariablesOfQuery<typeof query> = {
  yearEnding: 2020,
  filter: { subjects: ['HOUSING'] },
};
// @ts-expect-error "yearEnding" is missing
export const missingVariable: VariablesOfQuery<typeof query> = { slug: 'kent' };
export const wrongInput: VariablesOfQuery<typeof query> = {
  yearEnding: 2020,
  // @ts-expect-error the graph has no such subject
  filter: { subjects: ['DRAGONS'] },
};

// @ts-expect-error "Council" has no field "nmae".
graphql(`query Misspelt { council(slug: "kent") { nmae } }`);
// @ts-expect-error "Query.council" has no argument "slag".
graphql(`query Misspelt { council(slag: "kent") { name } }`);
// @ts-expect-error "Rate" has no field "percentage", deep inside
graphql(`query Deep { council { performance(yearEnding: 2020) { upheld { percentage } } } }`);
// @ts-expect-error "Council" has no field "motto", in a fragment
graphql(`query Fragment { council { ...Card } } fragment Card on Council { motto }`);
// @ts-expect-error "Query.council" needs a selection of fields
graphql(`query NoSelection { council(slug: "kent") }`);
// @ts-expect-error "Council.name" is a plain value
graphql(`query Selection { council(slug: "kent") { name { first } } }`);
// @ts-expect-error a report asks, it does not change anything
graphql(`mutation Render { renderReport(name: "x", params: {}) { html } }`);
// @ts-expect-error this does not parse
graphql(`query Broken { council( { name } }`);
