import type { MapView } from '../map/map-view.ts';
import type { MapProblem } from '../map/parse-map-state.ts';

/** What the start page shows. */
export interface HomeView {
  /** The year that the page is about. */
  readonly yearEnding: number;
  /** Whether anything that the site shows is made up. */
  readonly sample: boolean;
  /** Null when the graph did not answer. */
  readonly map: MapView | null;
  /** What is wrong with the address. */
  readonly problems: readonly MapProblem[];
}
