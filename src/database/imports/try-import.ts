import type { DataSource } from 'typeorm';
import { type Databases, eachOnce, type Runners } from '../databases.ts';
import { inWriteTransaction } from '../write-transaction.ts';
import {
  type ImportForecast,
  type ImportOptions,
  type ImportSource,
  recordsOf,
  tryRecords,
} from './import-file.ts';
import type { ImportKindName } from './import-kinds.ts';

export interface TryImportOptions extends ImportOptions {
  /** Default: 5. How many changed cells are given as examples, for each file. */
  examples?: number;
}

/** Carries forecasts out of a transaction that is to be undone. */
class Undone extends Error {
  constructor(readonly forecasts: ImportForecast[]) {
    super('The transaction is undone on purpose.');
  }
}

/**
 * What an import of these files would do, each after those before it. Everything is done as in the import itself and
 * then undone: nothing is written.
 */
export async function tryImport(
  database: DataSource | Databases,
  kind: ImportKindName,
  sources: readonly ImportSource[],
  options: TryImportOptions = {},
): Promise<ImportForecast[]> {
  const examples = options.examples ?? 5;
  try {
    return await inWriteTransaction<never>(database, async (runners) => {
      const forecasts: ImportForecast[] = [];
      for (const source of sources) {
        const records = recordsOf(source, options);
        await inEach(runners, 'SAVEPOINT tried_file');
        const forecast = await tryRecords(runners, kind, records, { ...options, examples });
        // A file that would be refused leaves nothing for the next one to stand on.
        if (forecast.refusal !== null) await inEach(runners, 'ROLLBACK TO SAVEPOINT tried_file');
        await inEach(runners, 'RELEASE SAVEPOINT tried_file');
        forecasts.push(forecast);
      }
      throw new Undone(forecasts);
    });
  } catch (error) {
    if (error instanceof Undone) return error.forecasts;
    throw error;
  }
}

async function inEach(runners: Runners, statement: string): Promise<void> {
  for (const { thing } of eachOnce(runners)) await thing.query(statement);
}
