import type { SelectQueryBuilder } from 'typeorm';
import type { Decision } from '../../schema/decisions/decision.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { likePatterns } from '../common/like.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import { parseSearch, writeFts5, writeTsquery } from './search-words.ts';

/** Leaves the decisions that fit a filter, but for `councils`, which the caller adds where it says something. */
export function addFilter(
  query: SelectQueryBuilder<Decision>,
  alias: string,
  filter: DecisionFilter,
): void {
  if (filter.subjects) addIn(query, `${alias}.subject`, 'subjects', filter.subjects);
  if (filter.categories) addIn(query, `${alias}.category`, 'categories', filter.categories);
  if (filter.subcategories) {
    addIn(query, `${alias}.subcategory`, 'subcategories', filter.subcategories);
  }
  if (filter.outcomes) addIn(query, `${alias}.outcome`, 'outcomes', filter.outcomes);
  const bounds = [
    ['receivedOn >= :receivedFrom', { receivedFrom: filter.receivedFrom }],
    ['receivedOn <= :receivedTo', { receivedTo: filter.receivedTo }],
    ['decidedOn >= :decidedFrom', { decidedFrom: filter.decidedFrom }],
    ['decidedOn <= :decidedTo', { decidedTo: filter.decidedTo }],
    ['hasPublicReport = :publicReport', { publicReport: filter.publicReport }],
  ] as const;
  for (const [condition, values] of bounds) {
    if (Object.values(values)[0] != null) query.andWhere(`${alias}.${condition}`, values);
  }
  if (filter.yearEnding != null) {
    query.andWhere(`${alias}.decidedYear = :yearEnding`, {
      yearEnding: parseYearEnding(filter.yearEnding, 'filter.yearEnding'),
    });
  }
  for (const [index, pattern] of likePatterns(filter.text ?? '').entries()) {
    query.andWhere(`LOWER(${alias}.summary) LIKE :text${index} ESCAPE '\\'`, {
      [`text${index}`]: pattern,
    });
  }
  addWords(query, alias, filter.words ?? '');
}

/** The index of words is another thing in each database: see the migration that makes it. */
function addWords(query: SelectQueryBuilder<Decision>, alias: string, typed: string): void {
  const terms = parseSearch(typed);
  if (terms.length === 0) return;
  if (query.connection.options.type === 'postgres') {
    query.andWhere(
      `to_tsvector('redress_words', redress_plain(${alias}.summary)) @@ to_tsquery('redress_words', :words)`,
      { words: writeTsquery(terms) },
    );
  } else {
    query.andWhere(
      `${alias}.rowid IN (SELECT rowid FROM decision_search WHERE decision_search MATCH :words)`,
      { words: writeFts5(terms) },
    );
  }
}

/** Leaves the rows whose column has one of some values. */
export function addIn<Row extends object>(
  query: SelectQueryBuilder<Row>,
  column: string,
  name: string,
  values: readonly string[],
): void {
  // `IN ()` is no SQL: an empty list fits nothing.
  query.andWhere(`${column} IN (:...${name})`, { [name]: values.length === 0 ? [''] : values });
}
