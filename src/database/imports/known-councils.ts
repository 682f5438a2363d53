import type { QueryRunner } from 'typeorm';
import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import type { NumberedRow } from './column.ts';
import { type ProblemList, quote } from './import-error.ts';

/** The councils in the database with their types, as the decisions subgraph remembers them. */
export async function readKnownCouncils(runner: QueryRunner): Promise<Map<string, CouncilType>> {
  const rows: { gss_code: string; type: CouncilType }[] = await runner.query(
    'SELECT gss_code, type FROM decision_council',
  );
  return new Map(rows.map((row) => [row.gss_code, row.type]));
}

/** Adds a problem for every row whose council is not in the database. Rows without a council pass. */
export function refuseUnknownCouncils(
  rows: readonly NumberedRow<{ gss_code: string | null }>[],
  known: ReadonlyMap<string, CouncilType>,
  problems: ProblemList,
): void {
  for (const { line, row } of rows) {
    if (row.gss_code === null || known.has(row.gss_code)) continue;
    problems.add({
      line,
      column: 'gss_code',
      expected: 'the code of a council that was imported before',
      got: quote(row.gss_code),
    });
  }
}
