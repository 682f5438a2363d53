import { councilTypeWords, type VariablesOfQuery, z } from '../../reports/index.ts';
import type { performanceSummaryQuery } from './query.ts';
import { regionNames } from './regions.ts';

const councilTypes = ['COUNTY', 'DISTRICT', 'METROPOLITAN', 'UNITARY', 'LONDON_BOROUGH'] as const;

function year(what: string) {
  return z
    .int({ error: 'expected a whole number: the year ending 31 March, such as 2020' })
    .min(1975, { error: 'expected a year from 1975 to 2100' })
    .max(2100, { error: 'expected a year from 1975 to 2100' })
    .optional()
    .describe(what);
}

/**
 * A council and a span of years; or a council type, a region, both, or the whole country, in one year. Says of every
 * other combination what does not fit.
 */
export const summaryParameters = z
  .object({
    council: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,100}$/, {
        error: 'expected the slug of a council, such as "dartford", or its GSS code',
      })
      .optional()
      .describe('Slug or GSS code of a council: dartford, E07000107'),
    from: year('First year of a council, ending 31 March. The earliest known if left out'),
    to: year('Last year of a council, ending 31 March. The latest known if left out'),
    yearEnding: year(
      'The one year, ending 31 March, of a type, a region, the country or a council',
    ),
    councilType: z
      .enum(councilTypes, { error: `expected one of ${Object.keys(councilTypeWords).join(', ')}` })
      .optional()
      .describe('A council type, in one year'),
    region: z
      .enum(regionNames, { error: `expected one of ${regionNames.join(', ')}` })
      .optional()
      .describe('A region, in one year: South East'),
  })
  .superRefine((given, context) => {
    const refuse = (path: keyof typeof given, message: string): void => {
      context.addIssue({ code: 'custom', path: [path], message });
    };
    const { council, from, to, yearEnding, councilType, region } = given;
    if (council === undefined) {
      for (const name of ['from', 'to'] as const) {
        if (given[name] !== undefined) {
          refuse(
            name,
            'expected only with a council: a type, a region and the country have one year, as yearEnding',
          );
        }
      }
      if (yearEnding === undefined && from === undefined && to === undefined) {
        refuse('yearEnding', 'expected a year, such as 2020, or a council');
      }
      return;
    }
    if (councilType !== undefined) {
      refuse('councilType', 'expected nothing beside a council: leave one of the two out');
    }
    if (region !== undefined) {
      refuse('region', 'expected nothing beside a council: leave one of the two out');
    }
    if (yearEnding !== undefined && (from !== undefined || to !== undefined)) {
      refuse('yearEnding', 'expected nothing beside from and to: give one year or a span');
    }
    if (from !== undefined && to !== undefined && from > to) {
      refuse('to', `expected a year not before from (${from})`);
    }
  });

/** The parameters of a summary. */
export type SummaryParameters = z.output<typeof summaryParameters>;

/** What the query is asked for. */
export function writeVariables(
  given: SummaryParameters,
): VariablesOfQuery<typeof performanceSummaryQuery> {
  const { council, yearEnding, councilType, region } = given;
  const forGroup = council === undefined && (councilType !== undefined || region !== undefined);
  return {
    forCouncil: council !== undefined,
    forGroup,
    forCountry: council === undefined && !forGroup,
    forOneYear: council === undefined,
    from: given.from ?? yearEnding ?? null,
    to: given.to ?? yearEnding ?? null,
    // Asked of nobody in the summary of a council.
    yearEnding: yearEnding ?? 2020,
    councilType: councilType ?? null,
    region: region ?? null,
    ...(council === undefined
      ? {}
      : /^E\d{8}$/i.test(council)
        ? { code: council.toUpperCase() }
        : { slug: council.toLowerCase() }),
  };
}
