import type { DataSource, QueryRunner } from 'typeorm';
import { asDatabases, type Databases, eachOnce, type Runners } from './databases.ts';
import { runnersOf } from './write-transaction.ts';

/**
 * Runs work that sees the database as it was at its first statement, however long it takes and whatever others write.
 * Where subgraphs have databases of their own, each is seen as it was at the first statement there.
 *
 * The transaction takes in everything else that runs on the same SQLite data source meanwhile, so give it a data
 * source that nothing else uses.
 */
export async function* inReadTransaction<T>(
  given: DataSource | Databases,
  work: (runners: Runners) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const databases = asDatabases(given);
  const begun = new Map<DataSource, QueryRunner>();
  try {
    for (const { thing } of eachOnce(databases)) {
      const runner = thing.createQueryRunner();
      begun.set(thing, runner);
      // SQLite has one level, which sees what was there at the first statement.
      await runner.startTransaction(
        thing.options.type === 'postgres' ? 'REPEATABLE READ' : undefined,
      );
    }
    yield* work(runnersOf(databases, begun));
  } finally {
    for (const runner of begun.values()) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }
}
