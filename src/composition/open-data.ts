import { readCouncilYears } from '../web/open-data/council-years.query.ts';
import type { OpenDataTable } from '../web/open-data/open-data-table.ts';
import { openDataTables, readOpenDataRows } from '../web/open-data/tables.ts';
import { askAsPublic } from './ask-as-public.ts';
import type { Redress } from './assemble-redress.ts';

/** The yearly open-data table of this name. */
export function findOpenDataTable(name: string): OpenDataTable | undefined {
  return openDataTables.find((table) => table.name === name);
}

/** Names of the yearly open-data tables. */
export const openDataTableNames: readonly string[] = openDataTables.map(({ name }) => name);

/**
 * The rows of an open-data table in pages: what the graph tells a visitor who is not signed in.
 *
 * @throws GraphUnavailableError, or the signal's reason when it is aborted.
 */
export async function* readOpenDataTable(
  redress: Redress,
  table: OpenDataTable,
  yearEnding: number,
  signal: AbortSignal,
) {
  for await (const councils of readCouncilYears(askAsPublic(redress), yearEnding, signal)) {
    yield readOpenDataRows(table, councils, yearEnding);
  }
}
