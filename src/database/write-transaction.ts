import type { DataSource, QueryRunner } from 'typeorm';
import { dialectOf } from './dialect.ts';

/**
 * Runs work in one transaction that holds the right to write from its first statement: all of it is kept, or none.
 *
 * There is one writer at a time, on both databases. The transaction takes in everything else that runs on the same SQLite
 * data source meanwhile, so give it a data source that nothing else uses.
 */
export async function inWriteTransaction<T>(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await dialectOf(runner).beginWriting(runner);
    const result = await work(runner);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // Where the connection is lost, the database has taken it all back already: what went wrong is told, not this.
    await runner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    await runner.release();
  }
}
