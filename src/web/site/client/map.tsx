/**
 * Brings the map of the start page to life.
 */
import { hydrateIsland } from '../frame/hydrate-island.tsx';
import { LiveMapSection, readIslandYear } from '../map/live-map.tsx';
import type { MapIslandData } from '../map/map-view.ts';

const first = await readIslandYear();
if (first !== null) {
  hydrateIsland<MapIslandData>('map', (data) => <LiveMapSection data={data} first={first} />);
}
