import type { DataSource, QueryRunner } from 'typeorm';

/** Told that a statement begins; what comes back is told that it has ended, and whether it failed. */
export type StatementObserver = (sql: string) => ((isFailed: boolean) => void) | undefined;

/**
 * Tells of every statement that a data source runs from now on, without the values in it. TypeORM's own logger hears
 * only of beginnings, and its subscribers cannot tell which of two equal statements has ended.
 */
export function observeStatements(database: DataSource, observe: StatementObserver): void {
  const { driver } = database;
  const createQueryRunner = driver.createQueryRunner.bind(driver);
  // SQLite gives the same runner again and again.
  const observed = new WeakSet<QueryRunner>();
  driver.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    if (observed.has(runner)) return runner;
    observed.add(runner);
    const query = runner.query.bind(runner);
    runner.query = async (...args: Parameters<typeof query>) => {
      const end = observe(args[0]);
      if (end === undefined) return query(...args);
      try {
        const result = await query(...args);
        end(false);
        return result;
      } catch (error) {
        end(true);
        throw error;
      }
    };
    return runner;
  };
}
