import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assignHexes } from '../../scripts/map-layout/assign.ts';
import {
  centreOf,
  distanceBetween,
  findHoles,
  findPieces,
  keyOf,
  type Point,
  stepsBetween,
} from '../../scripts/map-layout/hex.ts';
import { layOutCouncils, MAP_LAYERS } from '../../scripts/map-layout/lay-out-councils.ts';

function readRows(name: string): unknown {
  const file = new URL(`../../data/${name}`, import.meta.url);
  return parse(readFileSync(file), { columns: true });
}

const councils = z
  .array(
    z.object({
      gss_code: z.string(),
      type: z.string(),
      region: z.string(),
      population: z.coerce.number(),
      lat: z.coerce.number(),
      lng: z.coerce.number(),
      county_gss_code: z.string(),
      replaced_by: z.string(),
    }),
  )
  .parse(readRows('councils.csv'));

const layout = z
  .array(
    z.object({
      layer: z.enum(MAP_LAYERS),
      gss_code: z.string(),
      q: z.coerce.number().int(),
      r: z.coerce.number().int(),
    }),
  )
  .parse(readRows('map-layout.csv'));

const followers = new Set(councils.flatMap((council) => council.replaced_by.split(' ')));

/** Kilometres, as the crow flies over England. */
function placeOf({ lat, lng }: { lat: number; lng: number }): Point {
  return { x: lng * 111.32 * Math.cos((53 * Math.PI) / 180), y: lat * 111.32 };
}

/** The layer's councils of 31 March 2020 with their hexagons. */
function readLayer(layer: (typeof MAP_LAYERS)[number]) {
  return layout
    .filter((row) => row.layer === layer && !followers.has(row.gss_code))
    .map((row) => {
      const council = councils.find((one) => one.gss_code === row.gss_code);
      if (council === undefined) throw new Error(`${row.gss_code} is no council`);
      return { ...council, hex: { q: row.q, r: row.r }, place: placeOf(council) };
    });
}

function groupBy<Item>(items: readonly Item[], keyOfItem: (item: Item) => string) {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOfItem(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function rank(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2);
}

function correlate(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ownA, ownB] = [0, 0, 0];
  a.forEach((one, index) => {
    const [x, y] = [one - meanA, (b[index] ?? 0) - meanB];
    both += x * y;
    ownA += x * x;
    ownB += y * y;
  });
  return both / Math.sqrt(ownA * ownB);
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}

describe.each(MAP_LAYERS)('the map of %s', (layer) => {
  const laid = readLayer(layer);

  test('has every council that belongs in it, once', () => {
    const left = layer === 'counties' ? 'DISTRICT' : 'COUNTY';
    const wanted = councils.filter((council) => council.type !== left).map((one) => one.gss_code);
    const given = layout.filter((row) => row.layer === layer).map((row) => row.gss_code);
    expect(given.toSorted()).toEqual(wanted.toSorted());
  });

  test('gives no hexagon to two councils of one day', () => {
    expect(new Set(laid.map(({ hex }) => keyOf(hex))).size).toBe(laid.length);
    const later = layout.filter((row) => row.layer === layer && followers.has(row.gss_code));
    expect(new Set(later.map(keyOf)).size).toBe(later.length);
    for (const row of later) {
      const there = laid.find((one) => keyOf(one.hex) === keyOf(row));
      expect(there?.replaced_by ?? row.gss_code).toContain(row.gss_code);
    }
  });

  test('keeps every region whole', () => {
    const regions = groupBy(laid, (council) => council.region);
    for (const [region, members] of regions) {
      expect([region, findPieces(members.map((one) => one.hex)).length]).toEqual([region, 1]);
    }
    expect(regions.size).toBe(9);
  });

  test('has no hole where nobody lives', () => {
    expect(findHoles(laid.map(({ hex }) => hex))).toEqual([]);
  });

  test('keeps the districts of every county together', () => {
    const broken = [...groupBy(laid, (council) => council.county_gss_code)]
      .filter(([county]) => county !== '')
      .filter(([, members]) => findPieces(members.map((one) => one.hex)).length > 1);
    expect(broken.map(([county]) => county)).toEqual([]);
  });

  test('has the north at the top and the east on the right', () => {
    const rows = laid.map(({ hex }) => centreOf(hex).y);
    const columns = laid.map(({ hex }) => centreOf(hex).x);
    const north = correlate(rank(rows), rank(laid.map(({ lat }) => lat)));
    const east = correlate(rank(columns), rank(laid.map(({ lng }) => lng)));
    expect(north).toBeGreaterThan(0.95);
    expect(east).toBeGreaterThan(0.93);
  });

  test('moves councils little, once the scale is set', () => {
    const scale = (values: readonly number[]) => {
      const middle = quantile(values, 0.5);
      const spread = quantile(values, 0.9) - quantile(values, 0.1);
      return (value: number) => (value - middle) / spread;
    };
    const across = (points: readonly Point[]) => {
      const x = scale(points.map((point) => point.x));
      const y = scale(points.map((point) => point.y));
      return points.map((point) => ({ x: x(point.x), y: y(point.y) }));
    };
    const real = across(laid.map(({ place }) => place));
    const shown = across(laid.map(({ hex }) => centreOf(hex)));
    const ways = real.map((point, index) => distanceBetween(point, shown[index] ?? point));
    // 1 is the way across the middle four fifths of England.
    expect(quantile(ways, 0.5)).toBeLessThan(0.18);
  });

  test('keeps neighbours near', () => {
    const steps = laid.map((council) => {
      const others = laid.filter((one) => one !== council);
      const nearest = others.reduce((best, one) =>
        distanceBetween(one.place, council.place) < distanceBetween(best.place, council.place)
          ? one
          : best,
      );
      return stepsBetween(nearest.hex, council.hex);
    });
    expect(quantile(steps, 0.5)).toBe(1);
    expect(quantile(steps, 0.95)).toBeLessThanOrEqual(3);
  });
});

test('the script gives the same hexagons each time', () => {
  const hexes = layOutCouncils(councils, 'counties');
  const kept = layout.filter((row) => row.layer === 'counties');
  expect(kept.map(({ gss_code, q, r }) => [gss_code, { q, r }])).toEqual([...hexes]);
});

test('points are given hexagons so that all ways together are shortest', () => {
  // Three points on one spot share the nearest hexagons: one in the middle, two beside it.
  const hexes = assignHexes([
    { x: 0.1, y: 0 },
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ]);
  expect(new Set(hexes.map(keyOf)).size).toBe(3);
  expect(hexes[0]).toEqual({ q: 1, r: 0 });
  expect(hexes.filter((hex) => keyOf(hex) === keyOf({ q: 0, r: 0 })).length).toBe(1);
});

test('the middle of a county is among its districts', () => {
  for (const county of councils.filter((one) => one.type === 'COUNTY')) {
    const districts = councils.filter((one) => one.county_gss_code === county.gss_code);
    const people = districts.reduce((sum, one) => sum + one.population, 0);
    const mean = (key: 'lat' | 'lng') =>
      districts.reduce((sum, one) => sum + one[key] * one.population, 0) / people;
    expect(county.lat).toBeCloseTo(mean('lat'), 5);
    expect(county.lng).toBeCloseTo(mean('lng'), 5);
  }
});
