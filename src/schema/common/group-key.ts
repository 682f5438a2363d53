import { type CouncilType, councilTypes } from './council-type.enum.ts';
import { type Region, regions } from './regions.ts';

/** Councils put together: of one type, of one region, both, or all, in one year. */
export interface CouncilGroup {
  yearEnding: number;
  councilType: CouncilType | null;
  region: Region | null;
}

const pattern = /^(\d{4}):([A-Z_]+|\*):([A-Za-z ]+|\*)$/;

/** The key of a group: `2020:DISTRICT:South East`, with `*` for any. */
export function formatGroup({ yearEnding, councilType, region }: CouncilGroup): string {
  return `${yearEnding}:${councilType ?? '*'}:${region ?? '*'}`;
}

/** The group of a key, or null when it is none. */
export function parseGroup(key: string): CouncilGroup | null {
  const [, year, type, area] = pattern.exec(key) ?? [];
  if (year === undefined) return null;
  const councilType = councilTypes.find((known) => known === type) ?? null;
  const region = regions.find((known) => known === area) ?? null;
  if ((type !== '*' && councilType === null) || (area !== '*' && region === null)) return null;
  return { yearEnding: Number(year), councilType, region };
}
