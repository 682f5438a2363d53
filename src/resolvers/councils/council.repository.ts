import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { OrderDirection } from '../../schema/common/order-direction.enum.ts';
import { Council } from '../../schema/councils/council.entity.ts';
import { CouncilFigure } from '../../schema/councils/council-figure.entity.ts';
import type {
  CouncilFilter,
  FloatRange,
  IntRange,
} from '../../schema/councils/council-filter.input.ts';
import { type CouncilOrder, CouncilOrderField } from '../../schema/councils/council-order.input.ts';
import { CouncilSuccessor } from '../../schema/councils/council-successor.entity.ts';
import { inputError } from '../common/input-error.ts';
import { likePatterns } from '../common/like.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';
import { parseYearEnding } from '../common/year-ending.ts';

/** The column behind each order; those of `f` are figures of a year. */
const orderColumns: Readonly<Record<CouncilOrderField, string>> = {
  NAME: 'c.name',
  POPULATION: 'c.population',
  RECEIVED: 'f.received',
  DECIDED: 'f.decided',
  UPHELD: 'f.upheld',
  UPHOLD_RATE: 'f.upheldRate',
  COMPLIANCE_RATE: 'f.complianceRate',
  SATISFACTORY_REMEDY_RATE: 'f.satisfactoryRemedyRate',
  UPHELD_PER_100K: 'f.upheldPer100k',
};

/** A council with the value it was ordered by. */
export interface CouncilRow {
  council: Council;
  orderValue: string | number | null;
}

/** The order of a list when none is asked for: by name. */
export function defaultCouncilOrder(): CouncilOrder {
  return { field: CouncilOrderField.NAME, direction: OrderDirection.ASC };
}

/** Name of an order, for cursors. */
export function councilOrderName(order: CouncilOrder): string {
  return `councils:${order.field}:${order.direction}:${order.yearEnding ?? ''}`;
}

/** One page of councils, with one row more where another follows. Unknown values come last. One statement. */
export async function findCouncils(
  database: DataSource,
  filter: CouncilFilter,
  order: CouncilOrder,
  page: PageRequest,
): Promise<CouncilRow[]> {
  const column = orderColumns[order.field];
  const query = selectCouncils(database, filter, orderedByFigure(order))
    // In brackets: TypeORM would take a bare column for the entity's own and leave it out of the entity.
    .addSelect(`(${column})`, 'order_value')
    .addSelect(`CASE WHEN ${column} IS NULL THEN 1 ELSE 0 END`, 'order_unknown')
    .orderBy('order_unknown', 'ASC')
    .addOrderBy(column, order.direction)
    .addOrderBy('c.code', 'ASC')
    .limit(page.first + 1);
  if (page.after) addAfter(query, column, order.direction, page.after);
  const { entities, raw } = await query.getRawAndEntities<{
    order_value: string | number | null;
  }>();
  return entities.map((council, index) => ({
    council,
    orderValue: raw[index]?.order_value ?? null,
  }));
}

/** How many councils fit a filter. */
export function countCouncils(database: DataSource, filter: CouncilFilter): Promise<number> {
  return selectCouncils(database, filter, undefined).getCount();
}

/** The year by whose figures councils are ordered, or undefined when the order needs none. */
function orderedByFigure(order: CouncilOrder): number | undefined {
  if (!orderColumns[order.field].startsWith('f.')) return undefined;
  if (order.yearEnding == null) {
    throw inputError(
      'orderBy.yearEnding',
      `a year ending when councils are ordered by ${order.field}, for example 2020`,
      null,
    );
  }
  return parseYearEnding(order.yearEnding, 'orderBy.yearEnding');
}

function selectCouncils(
  database: DataSource,
  filter: CouncilFilter,
  orderYear: number | undefined,
): SelectQueryBuilder<Council> {
  const query = database.getRepository(Council).createQueryBuilder('c');
  if (orderYear !== undefined) {
    query.leftJoin(CouncilFigure, 'f', 'f.councilCode = c.code AND f.yearEnding = :orderYear', {
      orderYear,
    });
  }
  if (filter.codes) query.andWhere('c.code IN (:...codes)', { codes: orNone(filter.codes) });
  if (filter.types) query.andWhere('c.type IN (:...types)', { types: orNone(filter.types) });
  if (filter.regions) {
    query.andWhere('c.region IN (:...regions)', { regions: orNone(filter.regions) });
  }
  for (const [index, pattern] of likePatterns(filter.search ?? '').entries()) {
    query.andWhere(`LOWER(c.name) LIKE :word${index} ESCAPE '\\'`, { [`word${index}`]: pattern });
  }
  if (filter.existedOn != null) addExistedOn(query, filter.existedOn);
  const figures = filter.figures;
  if (figures) {
    query.innerJoin(CouncilFigure, 'g', 'g.councilCode = c.code AND g.yearEnding = :figureYear', {
      figureYear: parseYearEnding(figures.yearEnding, 'filter.figures.yearEnding'),
    });
    addRange(query, 'g.received', figures.received);
    addRange(query, 'g.decided', figures.decided);
    addRange(query, 'g.upheld', figures.upheld);
    // Rates are stored unrounded: 60 per cent, half rounded up, is 59.5 up to but not including 60.5.
    addRange(query, 'g.upheldRate', figures.upholdPercent, 0.5);
    addRange(query, 'g.complianceRate', figures.compliancePercent, 0.5);
    addRange(query, 'g.satisfactoryRemedyRate', figures.satisfactoryRemedyPercent, 0.5);
    addRange(query, 'g.upheldPer100k', figures.upheldPer100k, 0.05);
  }
  return query;
}

/** As `existedOn` in `lineage.ts` has it. */
function addExistedOn(query: SelectQueryBuilder<Council>, existedOn: string): void {
  const hasBegun = query
    .subQuery()
    .select('1')
    .from(CouncilSuccessor, 's')
    .innerJoin(Council, 'n', 'n.code = s.successorCode')
    .where('s.predecessorCode = c.code')
    .andWhere('(n.startDate IS NULL OR n.startDate <= :existedOn)')
    .getQuery();
  query
    .andWhere('(c.startDate IS NULL OR c.startDate <= :existedOn)', { existedOn })
    .andWhere(
      `(c.endDate IS NULL OR c.endDate > :existedOn OR (c.endDate = :existedOn AND NOT EXISTS ${hasBegun}))`,
    );
}

/** `IN ()` is no SQL: an empty list fits nothing. */
function orNone<T>(values: readonly T[]): readonly (T | string)[] {
  return values.length === 0 ? [''] : values;
}

function addRange(
  query: SelectQueryBuilder<Council>,
  column: string,
  range: IntRange | FloatRange | null | undefined,
  half = 0,
): void {
  if (!range) return;
  const name = column.replace('.', '');
  if (range.min != null) {
    query.andWhere(`${column} >= :${name}Min`, { [`${name}Min`]: range.min - half });
  }
  if (range.max != null) {
    const upper = half === 0 ? '<=' : '<';
    query.andWhere(`${column} ${upper} :${name}Max`, { [`${name}Max`]: range.max + half });
  }
  if (range.min == null && range.max == null) query.andWhere(`${column} IS NOT NULL`);
}

function addAfter(
  query: SelectQueryBuilder<Council>,
  column: string,
  direction: OrderDirection,
  after: CursorKey,
): void {
  const [value, code] = after;
  if (value === null || value === undefined) {
    query.andWhere(`(${column} IS NULL AND c.code > :afterCode)`, { afterCode: code });
    return;
  }
  const further = direction === OrderDirection.ASC ? '>' : '<';
  query.andWhere(
    `(${column} ${further} :afterValue OR (${column} = :afterValue AND c.code > :afterCode) OR ${column} IS NULL)`,
    { afterValue: value, afterCode: code },
  );
}
