/**
 * What the map shows: its measure, year, layer, filters and the order of its table. The address holds it all.
 */
import type { MapLayer } from './map-year.ts';
import type { MeasureName } from './measures.ts';

/** Columns that the table can be sorted by. */
export const SORT_KEYS = ['council', 'type', 'region', 'value', 'similar'] as const;

/** One of the columns. */
export type SortKey = (typeof SORT_KEYS)[number];

/** A well-formed state. Empty strings mean "any". */
export interface MapState {
  readonly measure: MeasureName;
  /** The year ending 31 March. */
  readonly year: number;
  readonly layer: MapLayer;
  /** A type of council as the graph names it, such as `DISTRICT`. */
  readonly type: string;
  readonly region: string;
  /** Null until the visitor sorts: the table is then in the order of names, and closed. */
  readonly sort: { readonly key: SortKey; readonly descending: boolean } | null;
}

/** Where the map begins. */
export function startState(year: number): MapState {
  return { measure: 'uphold', year, layer: 'districts', type: '', region: '', sort: null };
}

/** The layer in which councils of this type are, if they are in one only. */
export function layerOfType(type: string): MapLayer | null {
  if (type === 'COUNTY') return 'counties';
  return type === 'DISTRICT' ? 'districts' : null;
}

/** The address of a state: only what differs from the start, always in the same order. */
export function writeMapState(state: MapState, start: MapState): string {
  const parameters = new URLSearchParams();
  if (state.measure !== start.measure) parameters.set('measure', state.measure);
  if (state.year !== start.year) parameters.set('year', String(state.year));
  if (state.layer !== start.layer) parameters.set('layer', state.layer);
  if (state.type !== '') parameters.set('type', state.type);
  if (state.region !== '') parameters.set('region', state.region);
  if (state.sort !== null) {
    parameters.set('sort', `${state.sort.descending ? '-' : ''}${state.sort.key}`);
  }
  const text = parameters.toString();
  return text === '' ? '/' : `/?${text}`;
}
