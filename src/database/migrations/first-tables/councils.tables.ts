import {
  fraction,
  key,
  optional,
  type TableDescription,
  text,
  whole,
} from '../table-description.ts';

export const councilsTables: readonly TableDescription[] = [
  {
    name: 'council',
    columns: {
      gss_code: key(text(9)),
      slug: text(80),
      name: text(120),
      short_name: text(80),
      type: text(20),
      region: text(40),
      population: optional(whole),
      latitude: optional(fraction),
      longitude: optional(fraction),
      county_gss_code: optional(text(9)),
      start_date: optional(text(10)),
      end_date: optional(text(10)),
    },
    indexes: {
      council_name: ['name'],
      council_type: ['type'],
      council_region: ['region'],
    },
    uniqueIndexes: { council_slug: ['slug'] },
  },
  {
    name: 'council_successor',
    columns: { predecessor_code: key(text(9)), successor_code: key(text(9)) },
    indexes: { council_successor_successor: ['successor_code'] },
    foreignKeys: {
      council_successor_predecessor_fk: {
        column: 'predecessor_code',
        table: 'council',
        target: 'gss_code',
        onDelete: 'CASCADE',
      },
      council_successor_successor_fk: {
        column: 'successor_code',
        table: 'council',
        target: 'gss_code',
        onDelete: 'CASCADE',
      },
    },
  },
  {
    name: 'council_figure',
    columns: {
      gss_code: key(text(9)),
      year_ending: key(whole),
      source: text(10),
      received: optional(whole),
      decided: optional(whole),
      upheld: optional(whole),
      upheld_rate: optional(fraction),
      compliance_rate: optional(fraction),
      satisfactory_remedy_rate: optional(fraction),
      upheld_per_100k: optional(fraction),
    },
  },
  {
    name: 'officer',
    columns: {
      id: key(text(16)),
      gss_code: text(9),
      position: whole,
      name: text(200),
      salutation: text(200),
      office: text(200),
      email: text(254),
    },
    indexes: { officer_council: ['gss_code'] },
    foreignKeys: {
      officer_council_fk: {
        column: 'gss_code',
        table: 'council',
        target: 'gss_code',
        onDelete: 'CASCADE',
      },
    },
  },
];
