import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { keyCondition } from '../sql.ts';
import { codesByOwner } from './codes-by-owner.ts';
import { councilColumn, oneOf, optional, required } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Councils with their successors. */
export const councilsExport: ExportDefinition = {
  description: 'Principal councils of England, those that were abolished among them.',
  columns: [
    councilColumn,
    required('slug', 'text', 'Name for addresses on the web.'),
    required('name', 'text', 'Full name.'),
    required('short_name', 'text', 'Name without what kind of council it is.'),
    oneOf('type', councilTypes, 'Type; councils of one type are averaged with each other.'),
    required('region', 'text', 'Region of England.'),
    optional('population', 'whole', 'People who live there. Empty: not known.'),
    optional('lat', 'decimal', 'Latitude in degrees (WGS 84).'),
    optional('lng', 'decimal', 'Longitude in degrees (WGS 84).'),
    optional('county_gss_code', 'text', 'Of a district: ONS code of its county.'),
    optional('start_date', 'date', 'First day. Empty: before 1974 or not known.'),
    optional('end_date', 'date', 'Last day. Empty: the council exists.'),
    optional(
      'replaced_by',
      'text',
      'ONS codes of the councils that took over, with spaces between.',
    ),
  ],
  primaryKey: ['gss_code'],
  personalData: null,
  owner: 'councils',
  source: {
    select:
      'gss_code, slug, name, short_name, type, region, population, latitude AS lat, longitude AS lng, county_gss_code, start_date, end_date',
    from: 'council',
    key: ['gss_code'],
  },
  table: 'council',
  async toCells(rows, runners) {
    const successors: { owner: string; code: string }[] = await runners.councils.query(
      `SELECT predecessor_code AS owner, successor_code AS code FROM council_successor
       WHERE ${keyCondition(['predecessor_code'], rows.length)}
       ORDER BY predecessor_code, successor_code`,
      rows.map(({ gss_code }) => gss_code),
    );
    const codes = codesByOwner(successors);
    return rows.map((row) => ({ ...row, replaced_by: codes.get(String(row.gss_code)) ?? null }));
  },
};
