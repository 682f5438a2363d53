import { keyCondition } from '../sql.ts';
import { codesByOwner } from './codes-by-owner.ts';
import { optional, required, sampleColumn } from './columns.ts';
import type { ExportDefinition } from './export-definition.ts';

/** Seminars with the authorities that sent someone. */
export const seminarsExport: ExportDefinition = {
  description: 'Seminars for link officers.',
  columns: [
    required('series', 'text', 'Series of the seminar.'),
    required('held_on', 'date', 'Day on which it was held.'),
    required('place', 'text', 'Where it was held.'),
    required('delegates', 'whole', 'How many people came.'),
    optional(
      'gss_codes',
      'text',
      'ONS codes of the authorities they came from, with spaces between.',
    ),
    sampleColumn,
  ],
  primaryKey: ['series', 'held_on', 'place'],
  personalData: null,
  owner: 'training',
  source: {
    select: 'held_on, id, series, place, delegates, sample',
    from: 'seminar',
    key: ['held_on', 'id'],
  },
  table: 'seminar',
  async toCells(rows, { training }) {
    const attendance: { owner: string; code: string }[] = await training.query(
      `SELECT seminar_id AS owner, gss_code AS code FROM seminar_attendance
       WHERE ${keyCondition(['seminar_id'], rows.length)} ORDER BY seminar_id, gss_code`,
      rows.map(({ id }) => id),
    );
    const codes = codesByOwner(attendance);
    return rows.map((row) => ({ ...row, gss_codes: codes.get(String(row.id)) ?? null }));
  },
};
