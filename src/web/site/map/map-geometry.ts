/**
 * The shapes of the map: hexagons, the borders of regions, and which hexagon an arrow key leads to.
 */
import type { HexPlace } from './map-year.ts';

/** Width of a hexagon in the units of the picture. */
const WIDTH = 20;
const ROW = (WIDTH * Math.sqrt(3)) / 2;
const CORNER = WIDTH / Math.sqrt(3);

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Corners around the middle, from the top, with the clock. */
const CORNERS = [0, 1, 2, 3, 4, 5].map((corner) => ({
  x: round(CORNER * Math.sin((corner * Math.PI) / 3)),
  y: round(-CORNER * Math.cos((corner * Math.PI) / 3)),
}));

/** The neighbour across each side; side 0 goes from the top corner to the next. */
const ACROSS: readonly HexPlace[] = [
  { q: 1, r: -1 },
  { q: 1, r: 0 },
  { q: 0, r: 1 },
  { q: -1, r: 1 },
  { q: -1, r: 0 },
  { q: 0, r: -1 },
];

/** The outline of a hexagon around 0, 0. */
export const HEX_PATH = `M${CORNERS.map(({ x, y }) => `${x} ${y}`).join('L')}Z`;

/** The middle of a hexagon. */
export function placeOnPicture({ q, r }: HexPlace): { readonly x: number; readonly y: number } {
  return { x: round((q + r / 2) * WIDTH), y: round(r * ROW) };
}

/** The part of the plane that the hexagons take up, as a viewBox. */
export function findViewBox(places: readonly HexPlace[]): {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
} {
  const points = places.map(placeOnPicture);
  const left = Math.min(...points.map(({ x }) => x)) - WIDTH / 2 - 2;
  const right = Math.max(...points.map(({ x }) => x)) + WIDTH / 2 + 2;
  const top = Math.min(...points.map(({ y }) => y)) - CORNER - 2;
  const bottom = Math.max(...points.map(({ y }) => y)) + CORNER + 2;
  return { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) };
}

/** The sides between hexagons of different regions, as one path. Sides to the sea are left out. */
export function drawBorders(
  hexes: readonly { readonly place: HexPlace; readonly region: string }[],
): string {
  const regions = new Map(hexes.map(({ place, region }) => [`${place.q},${place.r}`, region]));
  const sides: string[] = [];
  for (const { place, region } of hexes) {
    const { x, y } = placeOnPicture(place);
    // Three of the six sides: the other three are the neighbours'.
    for (const side of [0, 1, 2]) {
      const step = ACROSS[side] ?? { q: 0, r: 0 };
      const other = regions.get(`${place.q + step.q},${place.r + step.r}`);
      if (other === undefined || other === region) continue;
      const from = CORNERS[side] ?? { x: 0, y: 0 };
      const to = CORNERS[side + 1] ?? { x: 0, y: 0 };
      sides.push(
        `M${round(x + from.x)} ${round(y + from.y)}L${round(x + to.x)} ${round(y + to.y)}`,
      );
    }
  }
  return sides.join('');
}

/** Keys that lead from one hexagon to another. */
export type MapKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End';

/**
 * Where a key leads: along the row, to the nearest hexagon of the next row that has one, or to an end of the row.
 *
 * @returns null where there is nothing in that direction
 */
export function findNext<Hex extends { readonly place: HexPlace }>(
  hexes: readonly Hex[],
  from: HexPlace,
  key: MapKey,
): Hex | null {
  const column = (place: HexPlace): number => place.q + place.r / 2;
  const nearest = (list: readonly Hex[], far: (place: HexPlace) => number): Hex | null =>
    list.toSorted((a, b) => far(a.place) - far(b.place))[0] ?? null;
  const row = hexes.filter(({ place }) => place.r === from.r);
  const beside = (place: HexPlace): number => Math.abs(column(place) - column(from));
  switch (key) {
    case 'ArrowLeft':
      return nearest(
        row.filter(({ place }) => place.q < from.q),
        beside,
      );
    case 'ArrowRight':
      return nearest(
        row.filter(({ place }) => place.q > from.q),
        beside,
      );
    case 'Home':
      return nearest(row, column);
    case 'End':
      return nearest(row, (place) => -column(place));
    default: {
      const way = key === 'ArrowUp' ? -1 : 1;
      return nearest(
        hexes.filter(({ place }) => (place.r - from.r) * way > 0),
        (place) => Math.abs(place.r - from.r) * 1000 + beside(place),
      );
    }
  }
}
