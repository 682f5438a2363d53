/**
 * Lays England's councils out as hexagons of equal size and writes `data/map-layout.csv`. Run it with
 * `npx tsx scripts/lay-out-map.ts` when `data/councils.csv` changes, and look at the map.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { layOutCouncils, MAP_LAYERS, writeLayout } from './map-layout/lay-out-councils.ts';

const folder = fileURLToPath(new URL('../data', import.meta.url));
const councils = z
  .array(
    z.object({
      gss_code: z.string(),
      type: z.string(),
      region: z.string(),
      lat: z.coerce.number(),
      lng: z.coerce.number(),
      county_gss_code: z.string(),
      replaced_by: z.string(),
    }),
  )
  .parse(parse(readFileSync(join(folder, 'councils.csv')), { columns: true }));

const layers = MAP_LAYERS.map((layer) => ({ layer, hexes: layOutCouncils(councils, layer) }));
writeFileSync(join(folder, 'map-layout.csv'), writeLayout(layers));
for (const { layer, hexes } of layers) console.log(`${layer}: ${hexes.size} councils`);
