import type { QueryRunner } from 'typeorm';
import { dialectOf } from './dialect.ts';

/**
 * Takes a table's indexes away while a large file is written to it, and puts them back: an index made of many rows at
 * once costs a fraction of one that every row is sorted into. For a table that is empty, within the caller's
 * transaction, so that others never see the table without them.
 */
export class DeferredIndexes {
  readonly #runner: QueryRunner;
  readonly #statements: readonly string[];

  private constructor(runner: QueryRunner, statements: readonly string[]) {
    this.#runner = runner;
    this.#statements = statements;
  }

  /** Removes the indexes of a table, but for its primary key. */
  static async removeFrom(runner: QueryRunner, table: string): Promise<DeferredIndexes> {
    const indexes = await dialectOf(runner).readIndexes(runner, table);
    for (const { name } of indexes) await runner.query(`DROP INDEX "${name}"`);
    return new DeferredIndexes(
      runner,
      indexes.map(({ sql }) => sql),
    );
  }

  /** Makes them again. */
  async restore(): Promise<void> {
    for (const statement of this.#statements) await this.#runner.query(statement);
  }
}
