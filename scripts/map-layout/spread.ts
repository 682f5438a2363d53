/**
 * Spreads councils out so that neighbours are one hexagon apart in the direction in which they really lie: London swells, the Pennines shrink, and
 * England stays England.
 */
import { distanceBetween, type Point } from './hex.ts';

/** Neighbours further apart than this are not held together, or a line across the sea would pull coasts near. */
const LONGEST_KM = 80;
const ROUNDS = 400;
/** How strongly a council is held at its real place (scaled), beside 1 for each neighbour. */
const ANCHOR = 0.01;

/** A pair of indexes into the list of councils. */
export type Pair = readonly [number, number];

/** The least set of lines that joins all points (Prim). */
function findTree(points: readonly Point[]): Pair[] {
  const near = points.map((point, index) => ({
    index,
    from: 0,
    far: distanceBetween(point, points[0] ?? point),
  }));
  const pairs: Pair[] = [];
  let open = near.slice(1);
  while (open.length > 0) {
    const next = open.reduce((best, one) => (one.far < best.far ? one : best));
    pairs.push([Math.min(next.from, next.index), Math.max(next.from, next.index)]);
    open = open.filter((one) => one !== next);
    for (const one of open) {
      const far = distanceBetween(pointAt(points, one.index), pointAt(points, next.index));
      if (far < one.far) Object.assign(one, { far, from: next.index });
    }
  }
  return pairs;
}

/** Reads a list where the index is known to be in it. */
function pointAt(points: readonly Point[], index: number): Point {
  const point = points[index];
  if (point === undefined) throw new RangeError(`no point ${index}`);
  return point;
}

/**
 * Pairs of neighbours (the Gabriel graph): two councils with no third in the circle between them, and what else is
 * needed to join all.
 */
export function findNeighbours(places: readonly Point[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (let a = 0; a < places.length; a += 1) {
    for (let b = a + 1; b < places.length; b += 1) {
      const [from, to] = [pointAt(places, a), pointAt(places, b)];
      const length = distanceBetween(from, to);
      if (length > LONGEST_KM) continue;
      const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      const alone = places.every(
        (place, index) =>
          index === a || index === b || distanceBetween(place, middle) >= length / 2,
      );
      if (alone) pairs.set(`${a},${b}`, [a, b]);
    }
  }
  for (const pair of findTree(places)) pairs.set(pair.join(','), pair);
  return [...pairs.values()];
}

/** Moves points that are nearer than one hexagon apart away from each other, half the way each. */
function part(points: { x: number; y: number }[]): void {
  for (let a = 0; a < points.length; a += 1) {
    for (let b = a + 1; b < points.length; b += 1) {
      const [one, other] = [points[a], points[b]];
      if (one === undefined || other === undefined) continue;
      const [x, y] = [other.x - one.x, other.y - one.y];
      const far = Math.hypot(x, y) || 1e-9;
      if (far >= 1) continue;
      const push = (1 - far) / 2 / far;
      one.x -= x * push;
      one.y -= y * push;
      other.x += x * push;
      other.y += y * push;
    }
  }
}

/**
 * The places, spread out. Each round sets every council to the mean of where its neighbours want it (one hexagon from
 * them, in the real direction), then parts those that overlap.
 *
 * @param places real places in kilometres
 * @returns places in widths of a hexagon
 */
export function spread(places: readonly Point[], pairs: readonly Pair[]): Point[] {
  const lengths = pairs.map(([a, b]) => distanceBetween(pointAt(places, a), pointAt(places, b)));
  const scale = 1 / (lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 1);
  const points = places.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const wishes = places.map((place) => ({
    home: { x: place.x * scale, y: place.y * scale },
    neighbours: [] as { index: number; x: number; y: number }[],
  }));
  for (const [a, b] of pairs) {
    const [from, to] = [pointAt(places, a), pointAt(places, b)];
    const length = distanceBetween(from, to);
    const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
    wishes[a]?.neighbours.push({ index: b, x: -x, y: -y });
    wishes[b]?.neighbours.push({ index: a, x, y });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    wishes.forEach(({ home, neighbours }, index) => {
      const point = points[index];
      if (point === undefined) return;
      let [x, y] = [home.x * ANCHOR, home.y * ANCHOR];
      for (const wish of neighbours) {
        const other = pointAt(points, wish.index);
        x += other.x + wish.x;
        y += other.y + wish.y;
      }
      const weight = neighbours.length + ANCHOR;
      point.x = x / weight;
      point.y = y / weight;
    });
    part(points);
  }
  return points;
}
