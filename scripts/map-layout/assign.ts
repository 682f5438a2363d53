/**
 * Gives each point a hexagon of its own so that the squares of the ways add up to the least: linear assignment
 * (Jonker and Volgenant) of points to more hexagons than there are points.
 */
import { linearSumAssignment } from 'linear-sum-assignment';
import { centreOf, distanceBetween, type Hex, keyOf, type Point } from './hex.ts';

/** How far from a point hexagons are on offer, in hexagons. */
const REACH = 3;

/** All hexagons within reach of a point, in the order of rows. */
function offerHexes(points: readonly Point[]): Hex[] {
  const offered = new Map<number, Hex>();
  for (const point of points) {
    const row = Math.round((-point.y * 2) / Math.sqrt(3));
    for (let r = row - REACH - 1; r <= row + REACH + 1; r += 1) {
      const column = Math.round(point.x - r / 2);
      for (let q = column - REACH - 1; q <= column + REACH + 1; q += 1) {
        const hex = { q, r };
        if (distanceBetween(centreOf(hex), point) <= REACH) offered.set(keyOf(hex), hex);
      }
    }
  }
  return [...offered.values()].toSorted((a, b) => a.r - b.r || a.q - b.q);
}

/** A hexagon for each point, in the order of the points; no two alike. */
export function assignHexes(points: readonly Point[]): Hex[] {
  const hexes = offerHexes(points);
  const costs = points.map((point) =>
    hexes.map((hex) => distanceBetween(centreOf(hex), point) ** 2),
  );
  const { rowAssignments } = linearSumAssignment(costs, { maximaze: false });
  return points.map((_, index) => {
    const hex = hexes[rowAssignments[index] ?? -1];
    if (hex === undefined)
      throw new Error(`[map] point ${index}: expected a hexagon, but got none.`);
    return hex;
  });
}
