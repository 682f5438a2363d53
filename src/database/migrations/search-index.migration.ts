import type { QueryRunner } from 'typeorm';
import { defineMigration } from './define-migration.ts';

/** Signs between words, which become spaces: all of ASCII but letters and digits, and those of printed English. */
const signs = `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~£€©®™°§·•…–—‘’‚“”„«»×`;

/** Accents as signs of their own, which are left out: U+0300 to U+036F. */
const accents = String.fromCodePoint(...Array.from({ length: 0x70 }, (_, at) => 0x300 + at));

/** Kinds of words that PostgreSQL tells apart. All are stemmed alike, as SQLite knows only one. */
const tokenTypes = [
  'asciiword',
  'word',
  'numword',
  'asciihword',
  'hword',
  'numhword',
  'hword_asciipart',
  'hword_part',
  'hword_numpart',
  'email',
  'protocol',
  'url',
  'host',
  'url_path',
  'file',
  'sfloat',
  'float',
  'int',
  'uint',
  'version',
];

const sqlite = {
  // The text stays in the table of decisions. Sizes of columns are needed only to order by likeness.
  up: [
    `CREATE VIRTUAL TABLE decision_search USING fts5(
       summary, content='decision', columnsize=0, tokenize='porter unicode61 remove_diacritics 2')`,
  ],
  down: [
    'DROP TRIGGER IF EXISTS decision_search_insert',
    'DROP TRIGGER IF EXISTS decision_search_update',
    'DROP TRIGGER IF EXISTS decision_search_delete',
    'DROP TABLE decision_search',
  ],
};

const postgres = {
  up: [
    // Words as SQLite takes them: without accents, parted by whatever is no letter and no digit.
    `CREATE FUNCTION redress_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
       SELECT normalize(translate(normalize(words, NFD), ${quote(signs + accents)}, ${quote(' '.repeat(signs.length))}), NFC)
     $body$`,
    'CREATE TEXT SEARCH DICTIONARY redress_stem (TEMPLATE = snowball, LANGUAGE = porter)',
    'CREATE TEXT SEARCH CONFIGURATION redress_words (PARSER = "default")',
    `ALTER TEXT SEARCH CONFIGURATION redress_words ADD MAPPING FOR ${tokenTypes.join(', ')} WITH redress_stem`,
    `CREATE INDEX decision_search ON decision USING gin (to_tsvector('redress_words', redress_plain(summary)))`,
  ],
  down: [
    'DROP INDEX decision_search',
    'DROP TEXT SEARCH CONFIGURATION redress_words',
    'DROP TEXT SEARCH DICTIONARY redress_stem',
    'DROP FUNCTION redress_plain(text)',
  ],
};

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The index by which decisions are found by words of their summary: FTS5 in SQLite, a GIN index in PostgreSQL. Both
 * leave accents out and take words back to their stem by Porter's rules. SQLite's is filled after the last migration.
 */
export const SearchIndex1782000000000 = defineMigration('SearchIndex1782000000000', {
  decisions: {
    async up(runner) {
      for (const statement of statementsOf(runner).up) await runner.query(statement);
    },
    async down(runner) {
      for (const statement of statementsOf(runner).down) await runner.query(statement);
    },
  },
});

function statementsOf(runner: QueryRunner) {
  return runner.connection.options.type === 'postgres' ? postgres : sqlite;
}
