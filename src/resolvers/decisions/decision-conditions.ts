import type { SelectQueryBuilder } from 'typeorm';
import type { Decision } from '../../schema/decisions/decision.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { likePatterns } from '../common/like.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import { decisionDialectOf } from './decision-dialect.ts';
import { parseSearch } from './search-words.ts';

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
  const terms = parseSearch(filter.words ?? '');
  if (terms.length > 0) {
    const { condition, words } = decisionDialectOf(query.connection).hasWords(alias, terms);
    query.andWhere(condition, { words });
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

/**
 * Leaves the councils of a filter, or gives each of some councils its own rows.
 *
 * @param codes Councils of which each is counted for itself. Null: all that fit are counted together.
 */
export function addCouncils<Row extends object>(
  query: SelectQueryBuilder<Row>,
  alias: string,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): void {
  if (codes === null) {
    if (filter.councils) addIn(query, `${alias}.councilCode`, 'councils', filter.councils);
    return;
  }
  addIn(query, `${alias}.councilCode`, 'codes', codes);
  query.addSelect(`${alias}.councilCode`, 'councilCode').addGroupBy(`${alias}.councilCode`);
}
