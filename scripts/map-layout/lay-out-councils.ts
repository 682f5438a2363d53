/**
 * A layer of the map: every council of England that is in it, on a hexagon of its own.
 */
import { assignHexes } from './assign.ts';
import { centreOf, type Hex, keyOf, neighboursOf, type Point, stepsBetween } from './hex.ts';
import { mendLayout } from './mend.ts';
import { findNeighbours, spread } from './spread.ts';

/** A row of `data/councils.csv`, in part. */
interface CouncilRow {
  readonly gss_code: string;
  readonly type: string;
  readonly region: string;
  readonly lat: number;
  readonly lng: number;
  readonly county_gss_code: string;
  readonly replaced_by: string;
}

/**
 * A district lies in a county, so that both cannot be seen on one map: `counties` has county councils and `districts`
 * has district councils, and both have the councils that do the work of both.
 */
export const MAP_LAYERS = ['counties', 'districts'] as const;

/** One of the two layers. */
export type MapLayer = (typeof MAP_LAYERS)[number];

const LEFT_OUT: Readonly<Record<MapLayer, string>> = { counties: 'DISTRICT', districts: 'COUNTY' };

const KM_PER_DEGREE = 111.32;
/** England's middle, where degrees of longitude are measured. */
const MIDDLE = (53 * Math.PI) / 180;

/** Kilometres to the east and north, near enough for England. */
function project({ lat, lng }: CouncilRow): Point {
  return { x: lng * KM_PER_DEGREE * Math.cos(MIDDLE), y: lat * KM_PER_DEGREE };
}

/** Moves the layout so that the northernmost row is 0 and the westernmost hexagon begins at 0. */
function settle(hexes: readonly Hex[]): Hex[] {
  const top = Math.min(...hexes.map((hex) => hex.r));
  const lowered = hexes.map(({ q, r }) => ({ q, r: r - top }));
  const left = Math.floor(Math.min(...lowered.map((hex) => centreOf(hex).x)));
  return lowered.map(({ q, r }) => ({ q: q - left, r }));
}

/**
 * Puts a later council where one that it followed was, or, where that hexagon went to another follower, on the nearest
 * free one that touches its region.
 */
function placeSuccessor(
  council: CouncilRow,
  rows: readonly CouncilRow[],
  placed: ReadonlyMap<string, Hex>,
): Hex {
  const isFollowed = (row: CouncilRow): boolean =>
    row.replaced_by.split(' ').includes(council.gss_code);
  const laterHexes = rows.flatMap((row) =>
    rows.some((one) => one.replaced_by.split(' ').includes(row.gss_code))
      ? (placed.get(row.gss_code) ?? [])
      : [],
  );
  const taken = new Set(laterHexes.map(keyOf));
  const home = project(council);
  const before = rows
    .filter((row) => isFollowed(row) && placed.has(row.gss_code))
    .toSorted((a, b) => farFrom(a, home) - farFrom(b, home));
  const hexes = before.flatMap((row) => placed.get(row.gss_code) ?? []);
  const own = hexes.find((hex) => !taken.has(keyOf(hex)));
  if (own !== undefined) return own;
  const [first] = hexes;
  if (first === undefined) throw new Error(`[map] ${council.gss_code}: follows no council here.`);
  const all = new Set([...placed.values()].map(keyOf));
  const [free] = rows
    .filter((row) => row.region === council.region)
    .flatMap((row) => placed.get(row.gss_code) ?? [])
    .flatMap(neighboursOf)
    .filter((hex) => !all.has(keyOf(hex)))
    .toSorted((a, b) => stepsBetween(a, first) - stepsBetween(b, first) || keyOf(a) - keyOf(b));
  return free ?? first;
}

function farFrom(row: CouncilRow, point: Point): number {
  const place = project(row);
  return Math.hypot(place.x - point.x, place.y - point.y);
}

/** A hexagon by ONS code, for every council of a layer; those that began later come after those they followed. */
export function layOutCouncils(
  rows: readonly CouncilRow[],
  layer: MapLayer,
): ReadonlyMap<string, Hex> {
  const followers = new Set(rows.flatMap((row) => row.replaced_by.split(' ')));
  const members = rows.filter((row) => row.type !== LEFT_OUT[layer]);
  const first = members.filter((row) => !followers.has(row.gss_code));
  const real = first.map(project);
  const pairs = findNeighbours(real);
  const places = spread(real, pairs);
  const hexes = settle(
    mendLayout(
      {
        places,
        real,
        pairs,
        regions: first.map((row) => row.region),
        counties: first.map((row) => row.county_gss_code),
      },
      assignHexes(places),
    ),
  );
  const placed = new Map(first.map((row, index) => [row.gss_code, hexes[index] ?? { q: 0, r: 0 }]));
  for (const row of members) {
    if (followers.has(row.gss_code)) placed.set(row.gss_code, placeSuccessor(row, members, placed));
  }
  return placed;
}

/** The layers as CSV. */
export function writeLayout(
  layers: readonly { readonly layer: MapLayer; readonly hexes: ReadonlyMap<string, Hex> }[],
): string {
  const lines = layers.flatMap(({ layer, hexes }) =>
    [...hexes].map(([code, { q, r }]) => `${layer},${code},${q},${r}\n`),
  );
  return `layer,gss_code,q,r\n${lines.join('')}`;
}
