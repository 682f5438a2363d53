import type { DataSource } from 'typeorm';
import { OrderDirection } from '../../schema/common/order-direction.enum.ts';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import {
  type DecisionOrder,
  DecisionOrderField,
} from '../../schema/decisions/decision-order.input.ts';
import { isAmong } from '../common/is-among.ts';
import type { PageRequest } from '../common/pagination.ts';
import { readEntities, readSelected } from '../common/read-entities.ts';
import { addCouncils, addFilter, addIn } from './decision-conditions.ts';
import { selectPage, sortPage } from './decision-page.ts';
import { addUpList, isKept } from './kept-counts.repository.ts';

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
  query.where(`d.reference IN (${ofPage})`);
  return sortPage(await readSelected(database, Decision, query), order);
}

/** How many decisions fit a filter. One statement. */
export async function countDecisions(
  database: DataSource,
  filter: DecisionFilter,
): Promise<number> {
  if (isKept(filter)) return (await addUpList(database, filter, null)).get('') ?? 0;
  const query = database.getRepository(Decision).createQueryBuilder('d');
  addFilter(query, 'd', filter);
  addCouncils(query, 'd', filter, null);
  return query.getCount();
}

/** How many decisions of each council fit a filter. One statement. */
export async function countDecisionsByCouncil(
  database: DataSource,
  codes: readonly string[],
  filter: DecisionFilter,
): Promise<Map<string, number>> {
  if (isKept(filter)) return addUpList(database, filter, codes);
  const query = database
    .getRepository(Decision)
    .createQueryBuilder('d')
    .select('COUNT(*)', 'count');
  addFilter(query, 'd', filter);
  addCouncils(query, 'd', filter, codes);
  const rows = await query.getRawMany<{ councilCode: string; count: number | string }>();
  return new Map(rows.map((row) => [row.councilCode, Number(row.count)]));
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
  query
    .innerJoin(DecisionCouncil, 'c', isAmong(database, 'd.reference', ofCouncil))
    .where('c.councilCode IN (:...codes)', { codes });
  return sortPage(await readSelected(database, Decision, query), order);
}

/** Decisions with a report in the public interest, latest first. One statement. */
export function findPublicReports(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
): Promise<Decision[]> {
  return readEntities(database, Decision, {
    where: {
      hasPublicReport: true,
      councilCode: codes,
      ...(yearEnding === null ? {} : { decidedYear: yearEnding }),
    },
    order: { decidedOn: 'DESC', reference: 'ASC' },
  });
}
