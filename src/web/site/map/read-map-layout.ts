/**
 * Where each council is on the map: `data/map-layout.csv`, which `scripts/lay-out-map.ts` makes.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { builtFolder } from '../../built-folder.ts';
import { type HexPlace, MAP_LAYERS, type MapLayer } from './map-year.ts';

/** Hexagons by ONS code and layer. */
export type MapLayout = ReadonlyMap<string, Readonly<Partial<Record<MapLayer, HexPlace>>>>;

const line = z.tuple([z.enum(MAP_LAYERS), z.string(), z.coerce.number(), z.coerce.number()]);

/** The layout, read from the package. It has no quoted fields. */
export function readMapLayout(): MapLayout {
  const file = new URL('../../data/map-layout.csv', builtFolder);
  const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const layout = new Map<string, Partial<Record<MapLayer, HexPlace>>>();
  for (const text of lines) {
    const [layer, code, q, r] = line.parse(text.split(','));
    layout.set(code, { ...layout.get(code), [layer]: { q, r } });
  }
  return layout;
}
