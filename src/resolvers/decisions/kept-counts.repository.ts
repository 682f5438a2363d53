import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { DecisionCategoryRollup } from '../../schema/decisions/decision-category-rollup.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import { DecisionTypeRollup } from '../../schema/decisions/decision-type-rollup.entity.ts';
import { type Outcome, outcomes } from '../../schema/decisions/outcome.enum.ts';
import { parseYearEnding } from '../common/year-ending.ts';
import { outcomeColumns } from './counts.ts';
import { addCouncils, addIn } from './decision-conditions.ts';
import type { Facet, FacetCount } from './decision-facets.repository.ts';

/** Conditions that counts are kept for. */
const keptConditions: readonly string[] = [
  'councils',
  'subjects',
  'categories',
  'subcategories',
  'outcomes',
  'yearEnding',
] satisfies (keyof DecisionFilter)[];

/** Whether decisions that fit a filter can be counted from the counts that are kept, at a cost that does not grow with them. */
export function isKept(filter: DecisionFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => value == null || value === '' || keptConditions.includes(name),
  );
}

/** How many decisions fit a filter of kept conditions: of all councils together, or of each of some. One statement. */
export async function addUpList(
  database: DataSource,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): Promise<Map<string, number>> {
  const query = selectKept(database, filter, codes, codes !== null || filter.councils != null);
  const rows = await query
    .addSelect(countedColumns(filter, filter.yearEnding != null), 'count')
    .getRawMany<{ councilCode?: string; count: number | null }>();
  return new Map(rows.map(({ councilCode = '', count }) => [councilCode, Number(count ?? 0)]));
}

/** Counts a list under kept conditions by a facet. One statement. */
export async function addUpFacet(
  database: DataSource,
  facet: Facet,
  filter: DecisionFilter,
  codes: readonly string[] | null,
): Promise<FacetCount[]> {
  const hasCouncils = facet === 'councils' || codes !== null || filter.councils != null;
  const query = selectKept(database, filter, codes, hasCouncils);
  if (facet === 'outcomes') return addUpOutcomes(query);
  const column = keptColumns[facet];
  query
    .addSelect(column, 'value')
    .addSelect(countedColumns(filter, facet === 'years' || filter.yearEnding != null), 'count')
    .addGroupBy(column);
  const rows = await query.getRawMany<FacetCount>();
  return rows
    .map(({ councilCode = '', value, count }) => ({ councilCode, value, count: Number(count) }))
    .filter(({ count }) => count > 0);
}

const keptColumns = {
  subjects: 'r.subject',
  councils: 'r.councilCode',
  years: 'r.yearEnding',
} as const satisfies Record<Exclude<Facet, 'outcomes'>, string>;

type Kept = DecisionCategoryRollup | DecisionRollup | DecisionTypeRollup;

/** The smallest of the tables of counts that tells apart what is asked for, by the filter but for its outcomes. */
function selectKept(
  database: DataSource,
  filter: DecisionFilter,
  codes: readonly string[] | null,
  hasCouncils: boolean,
): SelectQueryBuilder<Kept> {
  const query = database
    .createQueryBuilder<Kept>(
      filter.categories || filter.subcategories
        ? DecisionCategoryRollup
        : hasCouncils
          ? DecisionRollup
          : DecisionTypeRollup,
      'r',
    )
    .select('1');
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
  return query;
}

/** Every case was received once; it is counted as decided, and by outcome, only in the year of its decision. */
function countedColumns(filter: DecisionFilter, isOfDecidedYear: boolean): string {
  if (filter.outcomes) {
    const asked = [...new Set(filter.outcomes)].map(
      (outcome) => `SUM(r.${outcomeColumns[outcome]})`,
    );
    return asked.length === 0 ? 'SUM(0)' : asked.join(' + ');
  }
  return isOfDecidedYear ? 'SUM(r.decided)' : 'SUM(r.received)';
}

async function addUpOutcomes(query: SelectQueryBuilder<Kept>): Promise<FacetCount[]> {
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
