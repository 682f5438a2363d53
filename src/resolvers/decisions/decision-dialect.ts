import type { DataSource } from 'typeorm';
import { type SearchTerm, writeFts5, writeTsquery } from './search-words.ts';

/** What SQLite and PostgreSQL need different SQL for. */
interface DecisionDialect {
  /** Holds for decisions whose summary has what is searched for, in the index that the migrations made. */
  hasWords(alias: string, terms: readonly SearchTerm[]): { condition: string; words: string };
  /** The number at a path of keys in a column of JSON; null where there is none. */
  readJsonNumber(column: string, path: readonly string[]): string;
}

const sqlite: DecisionDialect = {
  hasWords: (alias, terms) => ({
    condition: `${alias}.rowid IN (SELECT rowid FROM decision_search WHERE decision_search MATCH :words)`,
    words: writeFts5(terms),
  }),
  readJsonNumber: (column, path) => `json_extract(${column}, '$.${path.join('.')}')`,
};

const postgres: DecisionDialect = {
  hasWords: (alias, terms) => ({
    condition: `to_tsvector('redress_words', redress_plain(${alias}.summary)) @@ to_tsquery('redress_words', :words)`,
    words: writeTsquery(terms),
  }),
  readJsonNumber: (column, path) =>
    `CAST(CAST(${column} AS json) #>> '{${path.join(',')}}' AS double precision)`,
};

/** How decisions are asked for in a database. */
export function decisionDialectOf({ options }: DataSource): DecisionDialect {
  return options.type === 'postgres' ? postgres : sqlite;
}
