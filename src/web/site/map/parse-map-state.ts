/**
 * Reads the state of the map from an address.
 */
import { z } from 'zod';
import { describeProblem } from '../describe-problem.ts';
import { COUNCIL_TYPES, REGIONS } from '../words.ts';
import { layerOfType, type MapState, SORT_KEYS, startState } from './map-state.ts';
import { MAP_LAYERS } from './map-year.ts';
import { MEASURE_NAMES } from './measures.ts';

const types = Object.keys(COUNCIL_TYPES);

/** A sort key, with a dash before it for the other direction. */
const sort = z.templateLiteral([z.enum(['', '-']), z.enum(SORT_KEYS)]).transform((text) => ({
  key: z.enum(SORT_KEYS).parse(text.replace('-', '')),
  descending: text.startsWith('-'),
}));

/** One mistake in an address, and the id of the form field that it belongs to. */
export interface MapProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * The state in a parsed query string. Parameters that we do not know are left alone; an empty one counts as absent.
 *
 * Every problem is reported; a field with a problem is as at the start, so that a map can be shown all the same.
 *
 * @param years the years that the map has, oldest first; the start is the last of them
 */
export function parseMapState(
  query: unknown,
  years: readonly number[],
): { readonly state: MapState; readonly problems: readonly MapProblem[] } {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(query);
  const start = startState(years.at(-1) ?? 0);
  const problems: MapProblem[] = [];
  const read = <Value>(field: string, schema: z.ZodType<Value>, rest: Value, wanted: string) => {
    const value = given[field] ?? '';
    if (value === '') return rest;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const message = describeProblem(field, wanted, value);
    problems.push({ field: `map-${field}`, message });
    return rest;
  };
  const year = z
    .string()
    .regex(/^\d{4}$/)
    .transform(Number)
    .refine((one) => years.includes(one));
  const type = read('type', z.enum(types), '', `one of ${types.join(', ')}`);
  const state: MapState = {
    measure: read(
      'measure',
      z.enum(MEASURE_NAMES),
      start.measure,
      `one of ${MEASURE_NAMES.join(', ')}`,
    ),
    year: read('year', year, start.year, `a year from ${years[0]} to ${start.year}`),
    layer: read('layer', z.enum(MAP_LAYERS), start.layer, `one of ${MAP_LAYERS.join(', ')}`),
    type,
    region: read('region', z.enum(REGIONS), '', `one of the regions ${REGIONS.join(', ')}`),
    sort: read<MapState['sort']>(
      'sort',
      sort,
      null,
      `one of ${SORT_KEYS.join(', ')}, with a dash before it for the other direction`,
    ),
  };
  return { state: { ...state, layer: layerOfType(type) ?? state.layer }, problems };
}
