import type { SelectQueryBuilder } from 'typeorm';
import { OrderDirection } from '../../schema/common/order-direction.enum.ts';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import {
  type DecisionOrder,
  DecisionOrderField,
} from '../../schema/decisions/decision-order.input.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';

const orderProperties = {
  DECIDED_ON: 'decidedOn',
  RECEIVED_ON: 'receivedOn',
  REFERENCE: 'reference',
} as const satisfies Record<DecisionOrderField, keyof Decision>;

/** The values that a decision is ordered by. */
export function decisionKey(decision: Decision, order: DecisionOrder): CursorKey {
  return [decision[orderProperties[order.field]], decision.reference];
}

/**
 * A stretch of a list that an index holds in order from end to end. Open cases come after all decided ones, whichever
 * way these are ordered, and so are a stretch of their own: no index of both databases has them there.
 */
type Stretch = 'all' | 'decided' | 'open';

function stretchesOf(filter: DecisionFilter, order: DecisionOrder, page: PageRequest): Stretch[] {
  if (order.field !== DecisionOrderField.DECIDED_ON) return ['all'];
  const isDecided = [filter.outcomes, filter.yearEnding, filter.decidedFrom, filter.decidedTo];
  if (isDecided.some((value) => value != null)) return ['decided'];
  return page.after !== null && page.after[0] === null ? ['open'] : ['decided', 'open'];
}

/**
 * Statement that gives the references of a page, with one more of each stretch where another follows. It seeks the
 * page's beginning in an index: its cost is that of a page, however deep in the list it lies.
 *
 * @param query Takes its parameters.
 * @param restrict Leaves of all decisions `p` those of the list.
 */
export function selectPage(
  query: SelectQueryBuilder<Decision>,
  filter: DecisionFilter,
  order: DecisionOrder,
  page: PageRequest,
  restrict: (stretch: SelectQueryBuilder<Decision>) => void,
): string {
  const statements = stretchesOf(filter, order, page).map((stretch) => {
    const part = query.subQuery().select('p.reference', 'reference').from(Decision, 'p');
    restrict(part);
    addStretch(part, stretch, order, page);
    query.setParameters(part.getParameters());
    return part.getQuery();
  });
  return statements
    .map((statement, at) => `SELECT s${at}.reference FROM ${statement} s${at}`)
    .join(' UNION ALL ');
}

function addStretch(
  query: SelectQueryBuilder<Decision>,
  stretch: Stretch,
  order: DecisionOrder,
  page: PageRequest,
): void {
  const column = `p.${orderProperties[order.field]}`;
  query.orderBy(column, order.direction).limit(page.first + 1);
  if (order.field !== DecisionOrderField.REFERENCE) {
    query.addOrderBy('p.reference', order.direction);
  }
  const [value, afterReference] = page.after ?? [];
  // What comes after a decided case are the rest of the decided ones and all that are open.
  const isWithin = page.after !== null && (stretch === 'open') === (value === null);
  if (stretch === 'open') query.andWhere(`${column} IS NULL`);
  if (!isWithin) {
    if (stretch === 'decided') query.andWhere(`${column} IS NOT NULL`);
    return;
  }
  const further = order.direction === OrderDirection.ASC ? '>' : '<';
  if (stretch === 'open' || order.field === DecisionOrderField.REFERENCE) {
    query.andWhere(`p.reference ${further} :afterReference`, { afterReference });
  } else {
    query.andWhere(`(${column}, p.reference) ${further} (:afterValue, :afterReference)`, {
      afterValue: value,
      afterReference,
    });
  }
}

/** Puts the few decisions of a page in their order; those of which the date is not known come last. */
export function sortPage(decisions: readonly Decision[], order: DecisionOrder): Decision[] {
  const sign = order.direction === OrderDirection.ASC ? 1 : -1;
  return decisions.toSorted((one, other) => {
    const [a, b] = [decisionKey(one, order)[0], decisionKey(other, order)[0]];
    if (a == null || b == null) {
      if (a == null && b == null) return sign * compare(one.reference, other.reference);
      return a == null ? 1 : -1;
    }
    return sign * (compare(String(a), String(b)) || compare(one.reference, other.reference));
  });
}

/** By code point, as both databases sort what is plain ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
