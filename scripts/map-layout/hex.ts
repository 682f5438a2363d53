/**
 * Hexagons with a corner on top, one unit wide from side to side, in axial coordinates: `q` grows to the east, `r` to the south.
 */

/** One hexagon's place. */
export interface Hex {
  readonly q: number;
  readonly r: number;
}

/** A point of the plane, in widths of a hexagon; `y` grows to the north. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The six neighbours of a hexagon, from the east, against the clock. */
const STEPS: readonly Hex[] = [
  { q: 1, r: 0 },
  { q: 1, r: -1 },
  { q: 0, r: -1 },
  { q: -1, r: 0 },
  { q: -1, r: 1 },
  { q: 0, r: 1 },
];

/** The middle of a hexagon. */
export function centreOf({ q, r }: Hex): Point {
  return { x: q + r / 2, y: (-r * Math.sqrt(3)) / 2 };
}

/** A number for maps and sets, another one for each hexagon. */
export function keyOf({ q, r }: Hex): number {
  return q * 65_536 + r;
}

/** The six hexagons that touch this one. */
export function neighboursOf({ q, r }: Hex): Hex[] {
  return STEPS.map((step) => ({ q: q + step.q, r: r + step.r }));
}

/** Steps from one hexagon to another; neighbours are one apart. */
export function stepsBetween(a: Hex, b: Hex): number {
  const q = a.q - b.q;
  const r = a.r - b.r;
  return (Math.abs(q) + Math.abs(r) + Math.abs(q + r)) / 2;
}

/** Distance of two points, in widths of a hexagon. */
export function distanceBetween(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The separate pieces that the hexagons form. */
export function findPieces(hexes: Iterable<Hex>): Hex[][] {
  const left = new Map([...hexes].map((hex) => [keyOf(hex), hex]));
  const pieces: Hex[][] = [];
  for (;;) {
    const first = left.values().next().value;
    if (first === undefined) return pieces;
    left.delete(keyOf(first));
    const piece = [first];
    for (let index = 0; index < piece.length; index += 1) {
      for (const next of neighboursOf(piece[index] ?? first)) {
        if (left.delete(keyOf(next))) piece.push(next);
      }
    }
    pieces.push(piece);
  }
}

/** The empty hexagons that are shut in: from which no way over empty ones leads out. */
export function findHoles(hexes: Iterable<Hex>): Hex[] {
  const taken = new Map([...hexes].map((hex) => [keyOf(hex), hex]));
  const qs = [...taken.values()].map((hex) => hex.q);
  const rs = [...taken.values()].map((hex) => hex.r);
  const [west, east] = [Math.min(...qs) - 1, Math.max(...qs) + 1];
  const [north, south] = [Math.min(...rs) - 1, Math.max(...rs) + 1];
  const empty: Hex[] = [];
  for (let q = west; q <= east; q += 1) {
    for (let r = north; r <= south; r += 1) if (!taken.has(keyOf({ q, r }))) empty.push({ q, r });
  }
  const outside = { q: west, r: north };
  return findPieces(empty)
    .filter((piece) => !piece.some((hex) => keyOf(hex) === keyOf(outside)))
    .flat();
}

/** How far the pieces lie from the largest one, in steps added up; 0 for hexagons that are one piece. */
export function measureGaps(hexes: Iterable<Hex>): number {
  const [largest = [], ...others] = findPieces(hexes).toSorted((a, b) => b.length - a.length);
  return others
    .map(
      (piece) =>
        piece.length ** 0.5 *
        Math.min(...piece.flatMap((a) => largest.map((b) => stepsBetween(a, b)))),
    )
    .reduce((sum, gap) => sum + gap, 0);
}
