import type { DataSource } from 'typeorm';
import { type SearchTerm, writeFts5, writeTsquery } from './search-words.ts';

/** The condition on decisions for which SQLite and PostgreSQL need different SQL. */
interface DecisionDialect {
  /** Holds for decisions whose summary has what is searched for, in the index that the migrations made. */
  hasWords(alias: string, terms: readonly SearchTerm[]): { condition: string; words: string };
}

const sqlite: DecisionDialect = {
  hasWords: (alias, terms) => ({
    condition: `${alias}.rowid IN (SELECT rowid FROM decision_search WHERE decision_search MATCH :words)`,
    words: writeFts5(terms),
  }),
};

const postgres: DecisionDialect = {
  hasWords: (alias, terms) => ({
    condition: `to_tsvector('redress_words', redress_plain(${alias}.summary)) @@ to_tsquery('redress_words', :words)`,
    words: writeTsquery(terms),
  }),
};

/** How decisions are asked for in a database. */
export function decisionDialectOf({ options }: DataSource): DecisionDialect {
  return options.type === 'postgres' ? postgres : sqlite;
}
