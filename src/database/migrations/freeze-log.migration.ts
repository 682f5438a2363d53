import type { MigrationInterface, QueryRunner } from 'typeorm';
import { buildTable, flag, key, longText, optional, text, whole } from './table-description.ts';

/** Who froze and unfroze figures. */
export class FreezeLog1781200000000 implements MigrationInterface {
  readonly name = 'FreezeLog1781200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      buildTable(
        {
          name: 'figure_freeze',
          columns: {
            year_ending: key(whole),
            number: key(whole),
            frozen: flag,
            council_count: whole,
            council_codes: optional(longText),
            made_at: text(30),
            made_by: text(200),
          },
        },
        runner,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('figure_freeze');
  }
}
