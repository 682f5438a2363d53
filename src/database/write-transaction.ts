import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Runs work in one transaction that holds the right to write from its first statement: all of it is kept, or none.
 *
 * The transaction takes in everything else that runs on the same SQLite data source meanwhile, so give it a data
 * source that nothing else uses.
 */
export async function inWriteTransaction<T>(
  dataSource: DataSource,
  work: (runner: QueryRunner) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    // A transaction that reads first and writes later fails on SQLite when another writer came between: write first.
    await runner.query('DELETE FROM loaded_dataset WHERE 1 = 0');
    const result = await work(runner);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}
