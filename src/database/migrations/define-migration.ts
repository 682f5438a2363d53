import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type TableOwner, tableOwners } from '../databases.ts';
import { buildTable, type TableDescription } from './table-description.ts';

/** What a migration does to the tables of one owner. */
export interface MigrationPart {
  /** @param owners All those whose tables are in this database, and are brought up to date now. */
  up(runner: QueryRunner, owners: readonly TableOwner[]): Promise<void>;
  down(runner: QueryRunner): Promise<void>;
}

/** The class of a migration, as TypeORM wants it. */
export type MigrationClass = new () => MigrationInterface & { name: string };

/** For whom a runner migrates now. Not said: for all. */
const ownersOf = new WeakMap<QueryRunner, readonly TableOwner[]>();

/**
 * A migration made of a part for each owner of tables, since each subgraph may have a database of its own: a part is
 * run where its owner's tables are.
 *
 * @param name Ends with its place in time: `HistoryTables1781000000000`.
 */
export function defineMigration(
  name: string,
  parts: Readonly<Partial<Record<TableOwner, MigrationPart>>>,
): MigrationClass {
  return class {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      const owners = ownersOf.get(runner) ?? tableOwners;
      for (const owner of owners) await parts[owner]?.up(runner, owners);
    }

    async down(runner: QueryRunner): Promise<void> {
      const owners = ownersOf.get(runner) ?? tableOwners;
      for (const owner of owners.toReversed()) await parts[owner]?.down(runner);
    }
  };
}

/** The part that makes some tables. */
export function makeTables(tables: readonly TableDescription[]): MigrationPart {
  return {
    async up(runner) {
      for (const table of tables) await runner.createTable(buildTable(table, runner));
    },
    async down(runner) {
      for (const table of tables.toReversed()) await runner.dropTable(table.name);
    },
  };
}

/** Runs migrations for the tables of these owners only. */
export async function migrateFor<T>(
  runner: QueryRunner,
  owners: readonly TableOwner[],
  work: () => Promise<T>,
): Promise<T> {
  ownersOf.set(runner, owners);
  try {
    return await work();
  } finally {
    ownersOf.delete(runner);
  }
}
