/**
 * A year of the map, as the server reads it from the graph and the browser fetches it.
 */

/** County councils and single-tier councils, or district councils and single-tier councils: a district lies in a county. */
export const MAP_LAYERS = ['counties', 'districts'] as const;

/** One of the two layers. */
export type MapLayer = (typeof MAP_LAYERS)[number];

/** Axial coordinates of a hexagon with a corner on top: `q` to the east, `r` to the south. */
export interface HexPlace {
  readonly q: number;
  readonly r: number;
}

/** A rate; see `Rate` in the graph. */
export interface MapRate {
  readonly percent: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A council's figures of the year. */
export interface MapFigures {
  readonly sample: boolean;
  readonly uphold: MapRate;
  /** Absent when the subgraph did not answer. */
  readonly compliance?: MapRate;
  readonly remedies: MapRate;
  readonly per100k: number | null;
  /** Averages of similar councils, by the names of measures; null where none is known. */
  readonly similar: {
    readonly uphold: number | null;
    readonly compliance: number | null;
    readonly remedies: number | null;
    readonly per100k: number | null;
  };
}

/** A council on the map. */
export interface MapCouncil {
  readonly slug: string;
  readonly name: string;
  readonly type: string;
  readonly region: string;
  /** Its hexagon in each layer that it is in. */
  readonly places: Readonly<Partial<Record<MapLayer, HexPlace>>>;
  /** Absent where nothing is known of the year. */
  readonly figures?: MapFigures;
}

/** All councils that were there at the end of the year, in the order of their names. */
export interface MapYear {
  readonly yearEnding: number;
  /** Why the year cannot simply be set beside others; null for most. */
  readonly breakNote: string | null;
  readonly councils: readonly MapCouncil[];
  /** What could not be read. */
  readonly missing: readonly MapPart[];
}

/** Parts of the map that it can do without. */
export type MapPart = 'figures' | 'compliance';
