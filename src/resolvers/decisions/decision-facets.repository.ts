import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import { DecisionCategoryRollup } from '../../schema/decisions/decision-category-rollup.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { type Outcome, outcomes } from '../../schema/decisions/outcome.enum.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import { outcomeColumns } from './counts.ts';
import { addFilter, addIn } from './decision-conditions.ts';

/** What a list of decisions is divided by. */
export type Facet = 'subjects' | 'outcomes' | 'councils' | 'years';

/** How many decisions of a council's list have a value. */
export interface FacetCount {
  councilCode: string;
  value: string | number;
  count: number;
}

const own = {
  subjects: { condition: 'subjects', property: 'subject' },
  outcomes: { condition: 'outcomes', property: 'outcome' },
  councils: { condition: 'councils', property: 'councilCode' },
  years: { condition: 'yearEnding', property: 'decidedYear' },
} as const satisfies Record<Facet, { condition: keyof DecisionFilter; property: keyof Decision }>;

/**
 * Counts a list by a facet, under all conditions but the facet's own. One statement. Where the conditions are such that
 * counts are kept for, it adds those up; else it reads the decisions that fit.
 *
 * @param codes Councils whose lists are counted each for itself. Null: the list of all, `councilCode` then is empty.
 */
export function countFacet(
  database: DataSource,
  facet: Facet,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): Promise<FacetCount[]> {
  const others = { ...filter, [own[facet].condition]: null };
  return isKept(others)
    ? addUpFacet(database, facet, others, codes)
    : countRows(database, facet, others, codes);
}

const keptConditions: readonly string[] = [
  'councils',
  'subjects',
  'categories',
  'subcategories',
  'outcomes',
  'yearEnding',
] satisfies (keyof DecisionFilter)[];

function isKept(filter: DecisionFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => value == null || value === '' || keptConditions.includes(name),
  );
}

async function countRows(
  database: DataSource,
  facet: Facet,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): Promise<FacetCount[]> {
  const column = `d.${own[facet].property}`;
  const query = database
    .getRepository(Decision)
    .createQueryBuilder('d')
    .select(column, 'value')
    .addSelect('COUNT(*)', 'count')
    .where(`${column} IS NOT NULL`)
    .groupBy(column);
  addFilter(query, 'd', filter);
  addCouncils(query, 'd', filter, codes);
  const rows = await query.getRawMany<FacetCount>();
  return rows.map((row) => ({
    councilCode: row.councilCode ?? '',
    value: row.value,
    count: Number(row.count),
  }));
}

async function addUpFacet(
  database: DataSource,
  facet: Facet,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): Promise<FacetCount[]> {
  const query = database.getRepository(DecisionCategoryRollup).createQueryBuilder('r').select('1');
  addCouncils(query, 'r', filter, codes);
  if (filter.subjects) addIn(query, 'r.subject', 'subjects', filter.subjects);
  if (filter.categories) addIn(query, 'r.category', 'categories', filter.categories);
  if (filter.subcategories) {
    // What has no subcategory is kept under an empty one, which nobody asks for.
    query.andWhere("r.subcategory <> ''");
    addIn(query, 'r.subcategory', 'subcategories', filter.subcategories);
  }
  if (filter.yearEnding != null) {
    const yearEnding = parseYearEnding(filter.yearEnding, 'filter.yearEnding');
    query.andWhere('r.yearEnding = :yearEnding', { yearEnding });
  }
  if (facet === 'outcomes') return addUpOutcomes(query);

  const column = facet === 'years' ? 'r.yearEnding' : `r.${own[facet].property}`;
  query
    .addSelect(column, 'value')
    .addSelect(countedColumns(facet, filter), 'count')
    .addGroupBy(column);
  const rows = await query.getRawMany<FacetCount>();
  return rows
    .map(({ councilCode = '', value, count }) => ({ councilCode, value, count: Number(count) }))
    .filter(({ count }) => count > 0);
}

/** Every case was received once; it is counted as decided, and by outcome, only in the year of its decision. */
function countedColumns(facet: Facet, filter: DecisionFilter): string {
  if (filter.outcomes) {
    const asked = [...new Set(filter.outcomes)].map(
      (outcome) => `SUM(r.${outcomeColumns[outcome]})`,
    );
    return asked.length === 0 ? '0' : asked.join(' + ');
  }
  return facet === 'years' || filter.yearEnding != null ? 'SUM(r.decided)' : 'SUM(r.received)';
}

async function addUpOutcomes(
  query: SelectQueryBuilder<DecisionCategoryRollup>,
): Promise<FacetCount[]> {
  for (const outcome of outcomes) query.addSelect(`SUM(r.${outcomeColumns[outcome]})`, outcome);
  const rows = await query.getRawMany<
    Partial<Record<Outcome, number | null>> & { councilCode?: string }
  >();
  return rows.flatMap((row) =>
    outcomes
      .map((value) => ({
        councilCode: row.councilCode ?? '',
        value,
        count: Number(row[value] ?? 0),
      }))
      .filter(({ count }) => count > 0),
  );
}

function addCouncils<Row extends object>(
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
