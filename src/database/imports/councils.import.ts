import { z } from 'zod';
import { councilTypes } from '../../schema/common/council-type.enum.ts';
import { regions } from '../../schema/common/regions.ts';
import type { RowProblem } from './column.ts';
import {
  absentable,
  column,
  councilCode,
  councilCodes,
  date,
  decimal,
  oneOf,
  optional,
  slug,
  text,
  whole,
} from './columns.ts';
import type { CouncilRow } from './council-row.ts';
import { CouncilWriter } from './council-writer.ts';
import { defineImport } from './define-import.ts';

/** Councils with their successors. Latitude and longitude are bounded by England, which finds the two swapped. */
export const councilsImport = defineImport<CouncilRow>({
  columns: {
    gss_code: councilCode,
    slug,
    name: text(120),
    short_name: text(80),
    type: oneOf(councilTypes),
    region: column(`one of ${regions.join(', ')}`, z.enum(regions)),
    population: optional(whole(0, 100_000_000)),
    lat: optional(decimal(49, 56)),
    lng: optional(decimal(-7, 2)),
    county_gss_code: optional(councilCode),
    start_date: absentable(optional(date)),
    end_date: optional(date),
    replaced_by: councilCodes,
  },
  key: { column: 'gss_code', of: (row) => row.gss_code },
  check: checkCouncil,
  open: (context) => CouncilWriter.open(context),
});

function checkCouncil(row: CouncilRow): RowProblem<CouncilRow>[] {
  const problems: RowProblem<CouncilRow>[] = [];
  if (row.start_date !== null && row.end_date !== null && row.end_date < row.start_date) {
    problems.push({
      column: 'end_date',
      expected: `a date on or after start_date (${row.start_date})`,
      got: row.end_date,
    });
  }
  if (row.end_date === null && row.replaced_by.length > 0) {
    problems.push({
      column: 'end_date',
      expected: 'a date, since replaced_by names a successor',
      got: 'nothing',
    });
  }
  if (row.replaced_by.includes(row.gss_code)) {
    problems.push({ column: 'replaced_by', expected: 'other councils', got: 'the council itself' });
  }
  return problems;
}
