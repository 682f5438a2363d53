import type { MigrationInterface, QueryRunner } from 'typeorm';
import { councilsTables } from './first-tables/councils.tables.ts';
import { decisionsTables } from './first-tables/decisions.tables.ts';
import { houseTables } from './first-tables/house.tables.ts';
import { recommendationsTables } from './first-tables/recommendations.tables.ts';
import { reportsTables } from './first-tables/reports.tables.ts';
import { trainingTables } from './first-tables/training.tables.ts';
import { buildTable } from './table-description.ts';

const tables = [
  ...councilsTables,
  ...decisionsTables,
  ...recommendationsTables,
  ...trainingTables,
  ...reportsTables,
  ...houseTables,
];

/** The tables of the five subgraphs and of the house. */
export class FirstTables1780000000000 implements MigrationInterface {
  readonly name = 'FirstTables1780000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(buildTable(table, runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await runner.dropTable(table.name);
  }
}
