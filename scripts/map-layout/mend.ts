/**
 * Mends a layout: makes regions (and, where it can, counties) whole and brings neighbours together, by trading hexagons.
 */
import {
  centreOf,
  distanceBetween,
  findHoles,
  type Hex,
  keyOf,
  measureGaps,
  neighboursOf,
  type Point,
  stepsBetween,
} from './hex.ts';
import type { Pair } from './spread.ts';

/** What is weighed against each other. A piece of a region too many is worse than anything else. */
const WEIGHTS = { way: 0.4, direction: 0.4, steps: 0.6, region: 30, county: 6, edge: 0.25 };
/** A trade goes at most this many hexagons. */
const REACH = 3;
/** What an empty hexagon that is shut in adds to the coast, for each side past the fourth. */
const HOLE = 5;
/** Trades that are thrown for each council. */
const THROWS = 400;
/** How much worse a trade may make things, at the start and at the end of the throws. */
const [HEAT, COOL] = [0.8, 0.02];

/** What is laid out: one entry a council, in the same order everywhere. */
export interface Ground {
  /** Where each council should lie, in widths of a hexagon. */
  readonly places: readonly Point[];
  readonly real: readonly Point[];
  readonly pairs: readonly Pair[];
  readonly regions: readonly string[];
  /** The county of a district; empty for all others. */
  readonly counties: readonly string[];
}

/** A layout that trades hexagons as long as that makes it better. */
class Layout {
  readonly hexes: Hex[];
  readonly #ground: Ground;
  readonly #holders = new Map<number, number>();
  readonly #neighbours: { index: number; x: number; y: number }[][];
  readonly #groups: { members: number[]; weight: number }[] = [];
  readonly #groupsOf: number[][];

  constructor(ground: Ground, hexes: readonly Hex[]) {
    this.#ground = ground;
    this.hexes = [...hexes];
    this.hexes.forEach((hex, index) => {
      this.#holders.set(keyOf(hex), index);
    });
    this.#neighbours = hexes.map(() => []);
    for (const [a, b] of ground.pairs) {
      const [from, to] = [ground.real[a], ground.real[b]];
      if (from === undefined || to === undefined) continue;
      const far = distanceBetween(from, to);
      const [x, y] = [(to.x - from.x) / far, (to.y - from.y) / far];
      this.#neighbours[a]?.push({ index: b, x, y });
      this.#neighbours[b]?.push({ index: a, x: -x, y: -y });
    }
    this.#groupsOf = hexes.map(() => []);
    this.#addGroups(ground.regions, WEIGHTS.region);
    this.#addGroups(ground.counties, WEIGHTS.county);
  }

  #addGroups(names: readonly string[], weight: number): void {
    for (const name of new Set(names)) {
      if (name === '') continue;
      const members = names.flatMap((one, index) => (one === name ? [index] : []));
      for (const member of members) this.#groupsOf[member]?.push(this.#groups.length);
      this.#groups.push({ members, weight });
    }
  }

  #hexOf(index: number): Hex {
    return this.hexes[index] ?? { q: 0, r: 0 };
  }

  /** How far a council is from its place, and its real neighbours from it. */
  #costOf(index: number): number {
    const hex = this.#hexOf(index);
    const place = this.#ground.places[index] ?? { x: 0, y: 0 };
    let cost = WEIGHTS.way * distanceBetween(centreOf(hex), place) ** 2;
    for (const other of this.#neighbours[index] ?? []) {
      cost += (WEIGHTS.steps * (stepsBetween(hex, this.#hexOf(other.index)) - 1)) / 2;
      const [a, b] = [centreOf(hex), centreOf(this.#hexOf(other.index))];
      cost +=
        (WEIGHTS.direction * Math.min(9, (b.x - a.x - other.x) ** 2 + (b.y - a.y - other.y) ** 2)) /
        2;
    }
    return cost;
  }

  #costOfGroups(groups: Iterable<number>): number {
    let cost = 0;
    for (const group of groups) {
      const { members, weight } = this.#groups[group] ?? { members: [], weight: 0 };
      cost += weight * measureGaps(members.map((member) => this.#hexOf(member)));
    }
    return cost;
  }

  /** The coast: sides of taken hexagons that face empty ones, near the given two. Shut-in ones count more. */
  #costOfEdge(hexes: readonly Hex[]): number {
    const near = new Map(
      hexes.flatMap((hex) => [hex, ...neighboursOf(hex)]).map((hex) => [keyOf(hex), hex]),
    );
    let cost = 0;
    for (const [key, hex] of near) {
      if (this.#holders.has(key)) continue;
      const sides = neighboursOf(hex).filter((next) => this.#holders.has(keyOf(next))).length;
      cost += sides + (sides >= 5 ? HOLE * (sides - 4) : 0);
    }
    return cost * WEIGHTS.edge;
  }

  #place(index: number, hex: Hex): void {
    this.hexes[index] = hex;
    this.#holders.set(keyOf(hex), index);
  }

  /** Moves a council, and whoever is there the other way. */
  #trade(index: number, from: Hex, to: Hex, other: number | undefined): void {
    if (other === undefined) this.#holders.delete(keyOf(from));
    else this.#place(other, from);
    this.#place(index, to);
  }

  /** What the whole layout costs, its coast aside. */
  #costOfAll(): number {
    let sum = this.#costOfGroups(this.#groups.keys());
    for (const index of this.hexes.keys()) sum += this.#costOf(index);
    return sum;
  }

  /** The shortest ways from an empty hexagon over taken ones to each that lies on the coast, without the empty one itself. */
  #waysToCoast(hole: Hex, shutIn: ReadonlySet<number>): Hex[][] {
    const ways: Hex[][] = [];
    const seen = new Set([keyOf(hole)]);
    const open: Hex[][] = [[hole]];
    for (const way of open) {
      const end = way.at(-1) ?? hole;
      for (const next of neighboursOf(end)) {
        const key = keyOf(next);
        if (seen.has(key) || !this.#holders.has(key)) continue;
        seen.add(key);
        const longer = [...way, next];
        open.push(longer);
        const isCoast = neighboursOf(next).some(
          (side) => !this.#holders.has(keyOf(side)) && !shutIn.has(keyOf(side)),
        );
        if (isCoast) ways.push(longer.slice(1));
      }
    }
    return ways;
  }

  /** Moves the council on each hexagon of a way one step towards the empty one before the first. */
  #pull(hole: Hex, way: readonly Hex[]): void {
    let to = hole;
    for (const from of way) {
      const index = this.#holders.get(keyOf(from));
      if (index === undefined) throw new Error('[map] a way leads over an empty hexagon.');
      this.#trade(index, from, to, undefined);
      to = from;
    }
  }

  /**
   * Fills the empty hexagons that are shut in, each by the councils on the way from the coast that costs least, all of
   * which move a step.
   */
  fillHoles(): void {
    for (;;) {
      const holes = findHoles(this.hexes);
      const shutIn = new Set(holes.map(keyOf));
      let best: { hole: Hex; way: Hex[]; cost: number } | undefined;
      for (const hole of holes) {
        for (const way of this.#waysToCoast(hole, shutIn)) {
          this.#pull(hole, way);
          const cost = this.#costOfAll();
          this.#pull(way.at(-1) ?? hole, [...way.slice(0, -1).toReversed(), hole]);
          if (best === undefined || cost < best.cost) best = { hole, way, cost };
        }
      }
      if (best === undefined) return;
      this.#pull(best.hole, best.way);
    }
  }

  #namesOf(index: number): number[] {
    return (this.#neighbours[index] ?? []).map((one) => one.index);
  }

  /**
   * Trades a council's hexagon for another one, empty or not, if that costs less than the patience: 0 takes only what makes
   * the whole better.
   *
   * @param isClosed Whether no hexagon may be shut in by it.
   */
  try(index: number, to: Hex, patience: number, isClosed: boolean): boolean {
    const from = this.#hexOf(index);
    const other = this.#holders.get(keyOf(to));
    const moved = other === undefined ? [index] : [index, other];
    const touched = new Set(moved.flatMap((one) => [one, ...this.#namesOf(one)]));
    const groups = new Set(moved.flatMap((one) => this.#groupsOf[one] ?? []));
    const cost = (): number => {
      let sum = this.#costOfGroups(groups);
      if (other === undefined) sum += this.#costOfEdge([from, to]);
      for (const one of touched) sum += this.#costOf(one);
      return sum;
    };
    const before = cost();
    this.#trade(index, from, to, other);
    const added = cost() - before;
    const isWanted = added < patience - 1e-9;
    if (isWanted && !(isClosed && other === undefined && findHoles(this.hexes).length > 0)) {
      return added !== 0;
    }
    this.#trade(index, to, from, other);
    return false;
  }
}

/** Numbers between 0 and 1 that look thrown and are the same each time (mulberry32). */
function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All ways to a hexagon at most `REACH` steps away. */
const WAYS: readonly Hex[] = Array.from({ length: (2 * REACH + 1) ** 2 }, (_, index) => ({
  q: Math.floor(index / (2 * REACH + 1)) - REACH,
  r: (index % (2 * REACH + 1)) - REACH,
})).filter((hex) => stepsBetween(hex, { q: 0, r: 0 }) <= REACH && (hex.q !== 0 || hex.r !== 0));

/**
 * The layout after trades: thrown ones at first, with a patience that runs out (simulated annealing), then, with no hole
 * left, every one that makes it better. The dice have a seed, so that the same councils give the same layout.
 */
export function mendLayout(ground: Ground, hexes: readonly Hex[]): Hex[] {
  const layout = new Layout(ground, hexes);
  const dice = createDice(2020);
  const pick = (length: number): number => Math.floor(dice() * length);
  let isClosed = false;
  const attempt = (index: number, way: Hex | undefined, patience: number): boolean => {
    const from = layout.hexes[index];
    if (from === undefined || way === undefined) return false;
    return layout.try(index, { q: from.q + way.q, r: from.r + way.r }, patience, isClosed);
  };
  const throws = THROWS * hexes.length;
  for (let thrown = 0; thrown < throws; thrown += 1) {
    const heat = HEAT * (COOL / HEAT) ** (thrown / throws);
    attempt(pick(hexes.length), WAYS[pick(WAYS.length)], -heat * Math.log(1 - dice()));
  }
  layout.fillHoles();
  isClosed = true;
  for (let traded = 1; traded > 0; ) {
    traded = 0;
    for (let index = 0; index < hexes.length; index += 1) {
      for (const way of WAYS) if (attempt(index, way, 0)) traded += 1;
    }
  }
  return layout.hexes;
}
