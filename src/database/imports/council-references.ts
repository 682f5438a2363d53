import type { QueryRunner } from 'typeorm';
import type { NumberedRow } from './column.ts';
import type { CouncilRow } from './council-row.ts';
import { type ProblemList, quote } from './import-error.ts';

/** What the database holds of a council before an import. */
export interface CouncilInPlace {
  gss_code: string;
  slug: string;
  type: string;
}

export async function readCouncilsInPlace(runner: QueryRunner): Promise<CouncilInPlace[]> {
  return runner.query('SELECT gss_code, slug, type FROM council');
}

/** Adds a problem for every slug that is taken, and every council named that is neither in the file nor in place. */
export function checkCouncilReferences(
  rows: readonly NumberedRow<CouncilRow>[],
  inPlace: readonly CouncilInPlace[],
  problems: ProblemList,
): void {
  const types = new Map(inPlace.map((council) => [council.gss_code, council.type]));
  for (const { row } of rows) types.set(row.gss_code, row.type);
  const inFile = new Set(rows.map(({ row }) => row.gss_code));
  const slugs = new Map(
    inPlace
      .filter((council) => !inFile.has(council.gss_code))
      .map((council) => [council.slug, council.gss_code]),
  );
  for (const { line, row } of rows) {
    const add = (column: string, expected: string, got: string) =>
      problems.add({ line, column, expected, got });
    const owner = slugs.get(row.slug);
    if (owner === undefined) slugs.set(row.slug, row.gss_code);
    else add('slug', 'a slug of its own', `${quote(row.slug)}, which ${owner} has`);

    if (row.county_gss_code !== null && types.get(row.county_gss_code) !== 'COUNTY') {
      add('county_gss_code', 'the code of a county council', quote(row.county_gss_code));
    }
    for (const code of row.replaced_by) {
      if (!types.has(code)) add('replaced_by', 'codes of known councils', quote(code));
    }
  }
}
