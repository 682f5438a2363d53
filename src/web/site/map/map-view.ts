/**
 * What the map's components are given, on the server and in the browser.
 */
import type { MapState } from './map-state.ts';
import { layerOfType } from './map-state.ts';
import type { HexPlace, MapCouncil, MapYear } from './map-year.ts';
import { readSimilar, readValue } from './measures.ts';

/** The map of one state. */
export interface MapView {
  readonly state: MapState;
  /** Where the map begins; addresses name what differs from it. */
  readonly start: MapState;
  /** The years that the map has, oldest first. */
  readonly years: readonly number[];
  readonly year: MapYear;
}

/** What stands beside the map in the page for the browser. */
export type MapIslandData = Omit<MapView, 'year'>;

/** What the browser adds. Absent on the server. */
export interface LiveMap {
  readonly change: (changed: Partial<MapState>) => void;
  /** The council that Tab comes to. */
  readonly roving: string | null;
}

/** A council of the layer with its hexagon. */
export interface PlacedCouncil {
  readonly council: MapCouncil;
  readonly place: HexPlace;
  readonly region: string;
  /** Whether the filters let it through. */
  readonly shown: boolean;
}

/** A year's councils as they were placed last: by layer and filters, which most changes of a map leave as they are. */
const placedLast = new WeakMap<MapYear, { filters: string; placed: readonly PlacedCouncil[] }>();

/** The councils of the layer, from the top, row by row. The same list for as long as layer and filters stay. */
export function placeCouncils({
  state,
  year,
}: Pick<MapView, 'state' | 'year'>): readonly PlacedCouncil[] {
  const filters = JSON.stringify([state.layer, state.type, state.region]);
  const last = placedLast.get(year);
  if (last?.filters === filters) return last.placed;
  const placed = year.councils
    .flatMap((council) => {
      const place = council.places[state.layer];
      if (place === undefined) return [];
      const shown =
        (state.type === '' || council.type === state.type) &&
        (state.region === '' || council.region === state.region);
      return [{ council, place, region: council.region, shown }];
    })
    .toSorted((a, b) => a.place.r - b.place.r || a.place.q - b.place.q);
  placedLast.set(year, { filters, placed });
  return placed;
}

/** Whether two views have the same map: all but the order of their tables. */
export function isSameMap(one: MapView, other: MapView): boolean {
  return (
    one.year === other.year &&
    one.years === other.years &&
    one.start === other.start &&
    MAP_KEYS.every((key) => one.state[key] === other.state[key])
  );
}

const MAP_KEYS = [
  'measure',
  'year',
  'layer',
  'type',
  'region',
] as const satisfies readonly (keyof MapState)[];

const names = new Intl.Collator('en-GB');

/** Councils that the filters let through, in the order of the table. Those without a value come last either way. */
export function sortCouncils(view: Pick<MapView, 'state' | 'year'>): MapCouncil[] {
  const { sort, measure } = view.state;
  const listed = placeCouncils(view)
    .filter(({ shown }) => shown)
    .map(({ council }) => council)
    .toSorted((a, b) => names.compare(a.name, b.name));
  if (sort === null) return listed;
  const sign = sort.descending ? -1 : 1;
  if (sort.key === 'value' || sort.key === 'similar') {
    const read = sort.key === 'value' ? readValue : readSimilar;
    const known = (council: MapCouncil): number | null => read(measure, council);
    return listed.toSorted((a, b) => {
      const [one, other] = [known(a), known(b)];
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return sign * (one - other);
    });
  }
  const text = (council: MapCouncil): string =>
    sort.key === 'council' ? council.name : council[sort.key === 'type' ? 'type' : 'region'];
  return listed.toSorted((a, b) => sign * names.compare(text(a), text(b)));
}

/** The state after a change. A type that is in one layer only brings that layer; another layer lets go of such a type. */
export function changeState(state: MapState, changed: Partial<MapState>): MapState {
  const next = { ...state, ...changed };
  const bound = layerOfType(next.type);
  if (bound === null || bound === next.layer) return next;
  return changed.layer === undefined ? { ...next, layer: bound } : { ...next, type: '' };
}
