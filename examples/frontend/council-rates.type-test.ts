// Checked by the compiler, not run: each `@ts-expect-error` fails the type check if its line compiles.
import { askGraph } from './ask-graph.ts';
import { type CouncilRatesData, councilRates } from './operations.generated.ts';

// @ts-expect-error the operation asks for no such field: it is "name"
export const misspelt = (data: CouncilRatesData) => data.council?.naem;

// @ts-expect-error a council may be absent
export const nameOf = (data: CouncilRatesData): string => data.council.name;

// @ts-expect-error the year is required
export const withoutYear = () => askGraph(councilRates, { slug: 'kent' });

// @ts-expect-error a year is a number
export const withText = () => askGraph(councilRates, { slug: 'kent', yearEnding: '2020' });
