import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import type { SqlRow } from '../sql.ts';

/** A row of a councils file, parsed. */
export interface CouncilRow {
  gss_code: string;
  slug: string;
  name: string;
  short_name: string;
  type: CouncilType;
  region: string;
  population: number | null;
  lat: number | null;
  lng: number | null;
  county_gss_code: string | null;
  start_date: string | null;
  end_date: string | null;
  replaced_by: string[];
}

/** The row as the table holds it. */
export function councilSqlRow(row: CouncilRow): SqlRow {
  return {
    gss_code: row.gss_code,
    slug: row.slug,
    name: row.name,
    short_name: row.short_name,
    type: row.type,
    region: row.region,
    population: row.population,
    latitude: row.lat,
    longitude: row.lng,
    county_gss_code: row.county_gss_code,
    start_date: row.start_date,
    end_date: row.end_date,
  };
}
