import type { DataSource, QueryRunner } from 'typeorm';

/**
 * Runs work that sees the database as it was at its first statement, however long it takes and whatever others write.
 *
 * The transaction takes in everything else that runs on the same SQLite data source meanwhile, so give it a data
 * source that nothing else uses.
 */
export async function* inReadTransaction<T>(
  dataSource: DataSource,
  work: (runner: QueryRunner) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const runner = dataSource.createQueryRunner();
  // SQLite has one level, which sees what was there at the first statement.
  await runner.startTransaction(
    dataSource.options.type === 'postgres' ? 'REPEATABLE READ' : undefined,
  );
  try {
    yield* work(runner);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}
