import type { DataSource, QueryRunner } from 'typeorm';
import { asDatabases, type Databases, eachOnce, forEachOwner, type Runners } from './databases.ts';
import { dialectOf } from './dialect.ts';

/**
 * Runs work in one transaction that holds the right to write from its first statement: all of it is kept, or none.
 *
 * There is one writer at a time, on both databases. The transaction takes in everything else that runs on the same SQLite
 * data source meanwhile, so give it a data source that nothing else uses.
 *
 * Where subgraphs have databases of their own there is a transaction in each, begun and committed in the order of
 * `eachOnce`. Nothing is committed before all of the work is done: when anything fails, all are rolled back. Only when
 * a database or the program is lost between two commits are the first kept and the others not; doing the same again
 * then makes them whole.
 */
export async function inWriteTransaction<T>(
  given: DataSource | Databases,
  work: (runners: Runners) => Promise<T>,
): Promise<T> {
  const databases = asDatabases(given);
  const begun = new Map<DataSource, QueryRunner>();
  try {
    for (const { thing } of eachOnce(databases)) {
      const runner = thing.createQueryRunner();
      begun.set(thing, runner);
      await runner.startTransaction();
      await dialectOf(runner).beginWriting(runner);
    }
    const result = await work(runnersOf(databases, begun));
    for (const runner of begun.values()) await runner.commitTransaction();
    return result;
  } catch (error) {
    for (const runner of begun.values()) {
      // Where the connection is lost, the database has taken it all back already: what went wrong is told, not this.
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
    }
    throw error;
  } finally {
    for (const runner of begun.values()) await runner.release();
  }
}

/** The runner of each owner, of those of all databases. */
export function runnersOf(
  databases: Databases,
  begun: ReadonlyMap<DataSource, QueryRunner>,
): Runners {
  return forEachOwner((owner) => {
    const runner = begun.get(databases[owner]);
    if (runner === undefined) throw new Error(`No transaction was begun for ${owner}.`);
    return runner;
  });
}
