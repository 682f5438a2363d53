import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  buildTable,
  key,
  longText,
  optional,
  type TableDescription,
  text,
  whole,
} from './table-description.ts';

const correction = {
  correction: key(whole),
  kind: text(20),
  made_at: text(30),
  made_by: text(200),
  file: optional(text(500)),
  line: optional(whole),
  reason: optional(longText),
  before_json: longText,
  after_json: optional(longText),
};

const tables: readonly TableDescription[] = [
  {
    name: 'decision_correction',
    columns: {
      reference: key(text(12)),
      ...correction,
      gss_code_before: text(9),
      gss_code_after: optional(text(9)),
    },
    indexes: {
      decision_correction_made: ['made_at', 'reference', 'correction'],
      decision_correction_before: ['gss_code_before', 'made_at'],
      decision_correction_after: ['gss_code_after', 'made_at'],
    },
  },
  {
    name: 'recommendation_correction',
    columns: {
      decision_reference: key(text(12)),
      number: key(whole),
      ...correction,
    },
  },
];

/** What decisions and recommendations said before they were corrected or withdrawn. */
export class HistoryTables1781000000000 implements MigrationInterface {
  readonly name = 'HistoryTables1781000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(buildTable(table, runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await runner.dropTable(table.name);
  }
}
