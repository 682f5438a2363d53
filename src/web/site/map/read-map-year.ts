/**
 * Reads a year of the map from the graph.
 */
import { type AskGraph, GraphUnavailableError } from '../graph.ts';
import { type PartedAnswer, readInParts } from '../read-in-parts.ts';
import { type MapYearData, type MapYearNode, mapYearQuery } from './map-year.query.ts';
import type { MapCouncil, MapFigures, MapPart, MapYear } from './map-year.ts';
import type { MapLayout } from './read-map-layout.ts';

/** Councils come 100 to a page; England has fewer than this many hundreds. */
const MOST_PAGES = 10;

function readFigures({ performance }: MapYearNode): MapFigures | undefined {
  if (performance == null || performance.source === 'NONE') return undefined;
  const { similar } = performance;
  return {
    sample: performance.sample,
    uphold: performance.upheld,
    ...(performance.compliance == null ? {} : { compliance: performance.compliance }),
    remedies: performance.satisfactoryRemedies,
    per100k: performance.upheldPer100k,
    similar: {
      uphold: similar?.upheld.percent ?? null,
      compliance: similar?.compliance?.percent ?? null,
      remedies: similar?.satisfactoryRemedies.percent ?? null,
      per100k: similar?.upheldPer100k ?? null,
    },
  };
}

/** Whether the council was there on 31 March, or ended with that day: it still gets its last letter. */
function wasThere({ startDate, endDate }: MapYearNode, yearEnding: number): boolean {
  const lastDay = `${yearEnding}-03-31`;
  return (startDate === null || startDate <= lastDay) && (endDate === null || endDate >= lastDay);
}

/** All councils of the year that have a place on the map. */
export async function readMapYear(
  ask: AskGraph,
  layout: MapLayout,
  yearEnding: number,
): Promise<MapYear> {
  const councils: MapCouncil[] = [];
  const missing = new Set<MapPart>();
  let breakNote: string | null = null;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: PartedAnswer<MapPart, MapYearData> | null = await readInParts(ask, mapYearQuery, {
      yearEnding,
      after,
    });
    if (answer === null) throw new GraphUnavailableError('MapYear', []);
    for (const part of answer.missing) missing.add(part);
    const { nodes, pageInfo }: MapYearData['councils'] = answer.data.councils;
    for (const node of nodes) {
      const places = layout.get(node.code);
      if (places === undefined || !wasThere(node, yearEnding)) continue;
      breakNote ??= node.performance?.breakNote ?? null;
      const figures = readFigures(node);
      const { slug, name, type, region } = node;
      councils.push({ slug, name, type, region, places, ...(figures && { figures }) });
    }
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return { yearEnding, breakNote, councils, missing: [...missing] };
}
