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
import type { CursorKey, PageRequest } from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';

const orderProperties = {
  DECIDED_ON: 'decidedOn',
  RECEIVED_ON: 'receivedOn',
  REFERENCE: 'reference',
} as const satisfies Record<DecisionOrderField, keyof Decision>;

/** The order of a list when none is asked for: latest decision first. */
export function defaultDecisionOrder(): DecisionOrder {
  return { field: DecisionOrderField.DECIDED_ON, direction: OrderDirection.DESC };
}

/** Name of an order, for cursors. */
export function decisionOrderName(order: DecisionOrder): string {
  return `decisions:${order.field}:${order.direction}`;
}

/** The values that a decision is ordered by. */
export function decisionKey(decision: Decision, order: DecisionOrder): CursorKey {
  return [decision[orderProperties[order.field]], decision.reference];
}

/** One page of decisions, with one row more where another follows. One statement. */
export function findDecisions(
  database: DataSource,
  filter: DecisionFilter,
  order: DecisionOrder,
  page: PageRequest,
): Promise<Decision[]> {
  const query = database.getRepository(Decision).createQueryBuilder('d');
  addFilter(query, 'd', filter);
  if (filter.councils) addIn(query, 'd.councilCode', 'councils', filter.councils);
  addPage(query, 'd', order, page);
  return query.getMany();
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
 * The same page of each of several councils, with one row more where another follows. One statement, which reads of
 * each council only the rows that it gives: its cost does not grow with the number of decisions.
 */
export function findDecisionsByCouncil(
  database: DataSource,
  codes: readonly string[],
  filter: DecisionFilter,
  order: DecisionOrder,
  page: PageRequest,
): Promise<Decision[]> {
  const query = database.getRepository(Decision).createQueryBuilder('d');
  const ofOneCouncil = query
    .subQuery()
    .select('p.reference')
    .from(Decision, 'p')
    .where('p.councilCode = c.councilCode');
  addFilter(ofOneCouncil, 'p', filter);
  addPage(ofOneCouncil, 'p', order, page);
  query
    .innerJoin(DecisionCouncil, 'c', `d.reference IN ${ofOneCouncil.getQuery()}`)
    .setParameters(ofOneCouncil.getParameters())
    .where('c.councilCode IN (:...codes)', { codes });
  addOrder(query, 'd', order);
  return query.getMany();
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

function addPage(
  query: SelectQueryBuilder<Decision>,
  alias: string,
  order: DecisionOrder,
  page: PageRequest,
): void {
  addOrder(query, alias, order);
  query.limit(page.first + 1);
  if (!page.after) return;
  const column = `${alias}.${orderProperties[order.field]}`;
  const further = order.direction === OrderDirection.ASC ? '>' : '<';
  const [value, reference] = page.after;
  if (value === null || value === undefined) {
    query.andWhere(`(${column} IS NULL AND ${alias}.reference ${further} :afterReference)`, {
      afterReference: reference,
    });
    return;
  }
  const unknown = order.field === DecisionOrderField.DECIDED_ON ? ` OR ${column} IS NULL` : '';
  query.andWhere(
    `(${column} ${further} :afterValue OR (${column} = :afterValue AND ${alias}.reference ${further} :afterReference)${unknown})`,
    { afterValue: value, afterReference: reference },
  );
}

function addOrder(query: SelectQueryBuilder<Decision>, alias: string, order: DecisionOrder): void {
  const column = `${alias}.${orderProperties[order.field]}`;
  // NULLS LAST lets an index serve the order; all other columns have no nulls.
  if (order.field === DecisionOrderField.DECIDED_ON) {
    query.orderBy(column, order.direction, 'NULLS LAST');
  } else {
    query.orderBy(column, order.direction);
  }
  if (order.field !== DecisionOrderField.REFERENCE) {
    query.addOrderBy(`${alias}.reference`, order.direction);
  }
}
