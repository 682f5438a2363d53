import type { DataSource } from 'typeorm';
import { Decision } from '../../schema/decisions/decision.entity.ts';
import type { DecisionFilter } from '../../schema/decisions/decision-filter.input.ts';
import { addCouncils, addFilter } from './decision-conditions.ts';
import { addUpFacet, isKept } from './kept-counts.repository.ts';

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
