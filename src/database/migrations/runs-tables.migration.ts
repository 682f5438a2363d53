import type { QueryRunner } from 'typeorm';
import { defineMigration, type MigrationPart, makeTables } from './define-migration.ts';
import {
  key,
  longText,
  optional,
  type TableDescription,
  text,
  whole,
} from './table-description.ts';

const transition = {
  number: key(whole),
  what: text(30),
  made_at: text(30),
  made_by: text(200),
  reason: optional(longText),
};

const tables: readonly TableDescription[] = [
  {
    name: 'run',
    columns: {
      id: key(text(40)),
      report: text(80),
      year_ending: whole,
      councils: optional(longText),
      correction_of: optional(text(40)),
      state: text(20),
      letters: optional(whole),
      failure: optional(longText),
      started_at: text(30),
      started_by: text(200),
      approved_at: optional(text(30)),
      approved_by: optional(text(200)),
      issued_at: optional(text(30)),
      issued_by: optional(text(200)),
      publish_at: optional(text(30)),
      published_at: optional(text(30)),
      lease_holder: optional(text(80)),
      lease_until: optional(text(30)),
    },
    indexes: {
      run_started: ['started_at', 'id'],
      run_year: ['year_ending', 'report'],
      run_state: ['state', 'publish_at'],
    },
  },
  { name: 'run_transition', columns: { run_id: key(text(40)), ...transition } },
  { name: 'letter_transition', columns: { letter_id: key(text(40)), ...transition } },
  {
    name: 'letter_content',
    columns: {
      letter_id: key(text(40)),
      title: text(200),
      subject: longText,
      preheader: longText,
      html: longText,
      text: longText,
      letter_date: optional(text(10)),
      parameters: longText,
      data: longText,
      public_data: optional(longText),
      sha256: text(64),
      report: text(80),
      report_version: text(40),
      edition: optional(longText),
      rendered_at: text(30),
      locale: text(35),
      public_url: longText,
    },
  },
  {
    name: 'work_lease',
    columns: { name: key(text(80)), lease_holder: text(80), lease_until: text(30) },
  },
  {
    name: 'webhook_event',
    columns: {
      id: key(text(40)),
      kind: text(40),
      run_id: text(40),
      url: longText,
      body: longText,
      created_at: text(30),
      attempts: whole,
      next_at: optional(text(30)),
      delivered_at: optional(text(30)),
      failure: optional(longText),
      lease_holder: optional(text(80)),
      lease_until: optional(text(30)),
    },
    indexes: { webhook_event_next: ['next_at', 'id'] },
  },
];

const letterColumns = {
  run_id: 'varchar(40)',
  version: 'integer NOT NULL DEFAULT 1',
  render_state: "varchar(20) NOT NULL DEFAULT 'ON_DEMAND'",
  failure: 'text',
  sha256: 'varchar(64)',
  lease_holder: 'varchar(80)',
  lease_until: 'varchar(30)',
} as const;

/** Letters of runs stand beside those that are rendered when asked for, of which a council had one a year. */
const widenLetters: MigrationPart = {
  async up(runner) {
    for (const [name, type] of Object.entries(letterColumns)) {
      await runner.query(`ALTER TABLE letter ADD COLUMN ${name} ${sortByCodePoint(type, runner)}`);
    }
    await runner.query('DROP INDEX letter_council_year');
    await runner.query(
      'CREATE UNIQUE INDEX letter_council_year ON letter (gss_code, year_ending, report, version)',
    );
    await runner.query('CREATE INDEX letter_run ON letter (run_id, render_state)');
    await runner.query('CREATE INDEX letter_work ON letter (render_state, run_id, id)');
  },
  async down(runner) {
    await runner.query('DELETE FROM letter WHERE run_id IS NOT NULL');
    for (const index of ['letter_work', 'letter_run', 'letter_council_year']) {
      await runner.query(`DROP INDEX ${index}`);
    }
    for (const name of Object.keys(letterColumns).toReversed()) {
      await runner.query(`ALTER TABLE letter DROP COLUMN ${name}`);
    }
    await runner.query(
      'CREATE UNIQUE INDEX letter_council_year ON letter (gss_code, year_ending, report)',
    );
  },
};

/** Texts of PostgreSQL are sorted as SQLite sorts them. */
function sortByCodePoint(type: string, runner: QueryRunner): string {
  if (runner.connection.options.type !== 'postgres') return type;
  return type.replace(/^(varchar\(\d+\)|text)/, '$1 COLLATE "C"');
}

const newTables = makeTables(tables);

/** Runs, the letters that they made with all that they were made from, and who did what when. */
export const RunsTables1783000000000 = defineMigration('RunsTables1783000000000', {
  reports: {
    async up(runner, owners) {
      await widenLetters.up(runner, owners);
      await newTables.up(runner, owners);
    },
    async down(runner) {
      await newTables.down(runner);
      await widenLetters.down(runner);
    },
  },
});
