import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { OrderDirection } from '../../schema/common/order-direction.enum.ts';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import {
  type DecisionOrder,
  DecisionOrderField,
} from '../../schema/decisions/decision-order.input.ts';
import { likePatterns } from '../common/like.ts';
import type { PageRequest } from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import { selectPage, sortPage } from './decision-page.ts';
import { parseSearch, writeFts5, writeTsquery } from './search-words.ts';

/** The order of a list when none is asked for: latest decision first. */
export function defaultDecisionOrder(): DecisionOrder {
  return { field: DecisionOrderField.DECIDED_ON, direction: OrderDirection.DESC };
}

/** Name of an order, for cursors. */
export function decisionOrderName(order: DecisionOrder): string {
  return `decisions:${order.field}:${order.direction}`;
}

/** One page of decisions, with more rows than asked for where others follow. One statement. */
export async function findDecisions(
  database: DataSource,
  filter: DecisionFilter,
  order: DecisionOrder,
  page: PageRequest,
): Promise<Decision[]> {
  const query = database.getRepository(Decision).createQueryBuilder('d');
  const ofPage = selectPage(query, filter, order, page, (decisions) => {
    addFilter(decisions, 'p', filter);
    if (filter.councils) addIn(decisions, 'p.councilCode', 'councils', filter.councils);
  });
  return sortPage(await query.where(`d.reference IN (${ofPage})`).getMany(), order);
}

/** How many decisions fit a filter. */
export function countDecisions(database: DataSource, filter: DecisionFilter): Promise<number> {
  const query = database.getRepository(Decision).createQueryBuilder('d');
  addFilter(query, 'd', filter);
  if (filter.councils) addIn(query, 'd.councilCode', 'councils', filter.councils);
  return query.getCount();
}

/** How many decisions of each council fit a filter. One statement. */
export async function countDecisionsByCouncil(
  database: DataSource,
  codes: readonly string[],
  filter: DecisionFilter,
): Promise<Map<string, number>> {
  const query = database
    .getRepository(Decision)
    .createQueryBuilder('d')
    .select('d.councilCode', 'code')
    .addSelect('COUNT(*)', 'count')
    .where('d.councilCode IN (:...codes)', { codes })
    .groupBy('d.councilCode');
  addFilter(query, 'd', filter);
  const rows = await query.getRawMany<{ code: string; count: number | string }>();
  return new Map(rows.map((row) => [row.code, Number(row.count)]));
}

/**
 * The same page of each of several councils, with more rows than asked for where others follow. One statement, which
 * reads of each council only the rows that it gives: its cost does not grow with the number of decisions.
 */
export async function findDecisionsByCouncil(
  database: DataSource,
  codes: readonly string[],
  filter: DecisionFilter,
  order: DecisionOrder,
  page: PageRequest,
): Promise<Decision[]> {
  const query = database.getRepository(Decision).createQueryBuilder('d');
  const ofCouncil = selectPage(query, filter, order, page, (decisions) => {
    decisions.where('p.councilCode = c.councilCode');
    addFilter(decisions, 'p', filter);
  });
  // PostgreSQL would ask `IN` of every decision of the table; an array it makes once for each council.
  const isOnPage =
    database.options.type === 'postgres' ? `= ANY(ARRAY(${ofCouncil}))` : `IN (${ofCouncil})`;
  query
    .innerJoin(DecisionCouncil, 'c', `d.reference ${isOnPage}`)
    .where('c.councilCode IN (:...codes)', { codes });
  return sortPage(await query.getMany(), order);
}

/** Decisions with a report in the public interest, latest first. One statement. */
export function findPublicReports(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
): Promise<Decision[]> {
  return database.getRepository(Decision).find({
    where: {
      hasPublicReport: true,
      councilCode: In([...codes]),
      ...(yearEnding === null ? {} : { decidedYear: yearEnding }),
    },
    order: { decidedOn: 'DESC', reference: 'ASC' },
  });
}

function addFilter(
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

function addIn(
  query: SelectQueryBuilder<Decision>,
  column: string,
  name: string,
  values: readonly string[],
): void {
  // `IN ()` is no SQL: an empty list fits nothing.
  query.andWhere(`${column} IN (:...${name})`, { [name]: values.length === 0 ? [''] : values });
}
