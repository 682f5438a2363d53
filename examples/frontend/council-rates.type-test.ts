// Checked by the compiler, not run: each `@ts-expect-error` fails the type check if its line compiles.
import { graphql, type VariablesOfQuery } from '../../src/reports/graphql.ts';
import type { CouncilRates, councilRates } from './council-rates.query.ts';

// @ts-expect-error the graph has no such field: it is "name"
export const misspelt = graphql(`query Misspelt { council(slug: "kent") { naem } }`);

export const spelt = graphql(`query Spelt { council(slug: "kent") { name } }`);

// @ts-expect-error a council may be absent
export const nameOf = (data: CouncilRates): string => data.council.name;

// @ts-expect-error the year is required
export const variables: VariablesOfQuery<typeof councilRates> = { slug: 'kent' };
