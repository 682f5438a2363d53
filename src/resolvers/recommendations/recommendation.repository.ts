import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { Recommendation } from '../../schema/recommendations/recommendation.entity.ts';
import { RecommendationCorrection } from '../../schema/recommendations/recommendation-correction.entity.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';

/** Recommendations of some decisions, in the order of their numbers. One statement. */
export function findRecommendations(
  database: DataSource,
  references: readonly string[],
): Promise<Recommendation[]> {
  return database.getRepository(Recommendation).find({
    where: { decisionReference: In([...references]) },
    order: { decisionReference: 'ASC', number: 'ASC' },
  });
}

/** Recommendations by decision and number. One statement. */
export function findRecommendationsByKey(
  database: DataSource,
  keys: readonly { decisionReference: string; number: number }[],
): Promise<Recommendation[]> {
  return database.getRepository(Recommendation).findBy({
    decisionReference: In(keys.map((key) => key.decisionReference)),
    number: In([...new Set(keys.map((key) => key.number))]),
  });
}

/**
 * The same page of the service improvements of each of several councils, the last due first, with one row more where
 * another page follows. One statement.
 *
 * @param yearEnding Settled in this year. Null: all, unsettled ones too.
 */
export function findServiceImprovements(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
  page: PageRequest,
): Promise<Recommendation[]> {
  const query = database.getRepository(Recommendation).createQueryBuilder('r');
  const ranked = addImprovements(query.subQuery().from(Recommendation, 'p'), codes, yearEnding)
    .select('p.decisionReference', 'ranked_reference')
    .addSelect('p.number', 'ranked_number')
    .addSelect(
      'ROW_NUMBER() OVER (PARTITION BY p.councilCode ORDER BY p.dueOn DESC, p.decisionReference DESC, p.number DESC)',
      'ranked_place',
    );
  if (page.after) {
    const [dueOn, reference, number] = page.after;
    ranked.andWhere(
      '(p.dueOn < :dueOn OR (p.dueOn = :dueOn AND (p.decisionReference < :reference OR (p.decisionReference = :reference AND p.number < :number))))',
      { dueOn, reference, number },
    );
  }
  return query
    .innerJoin(
      ranked.getQuery(),
      'k',
      'k.ranked_reference = r.decisionReference AND k.ranked_number = r.number AND k.ranked_place <= :places',
    )
    .setParameters({ ...ranked.getParameters(), places: page.first + 1 })
    .orderBy('r.dueOn', 'DESC')
    .addOrderBy('r.decisionReference', 'DESC')
    .addOrderBy('r.number', 'DESC')
    .getMany();
}

/** The values that service improvements are ordered by. */
export function serviceImprovementKey(row: Recommendation): CursorKey {
  return [row.dueOn, row.decisionReference, row.number];
}

/** How many service improvements each council has. One statement. */
export async function countServiceImprovements(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
): Promise<Map<string, number>> {
  const query = database.getRepository(Recommendation).createQueryBuilder('p');
  const rows = await addImprovements(query, codes, yearEnding)
    .select('p.councilCode', 'code')
    .addSelect('COUNT(*)', 'count')
    .groupBy('p.councilCode')
    .getRawMany<{ code: string; count: number | string }>();
  return new Map(rows.map((row) => [row.code, Number(row.count)]));
}

function addImprovements(
  query: SelectQueryBuilder<Recommendation>,
  codes: readonly string[],
  yearEnding: number | null,
): SelectQueryBuilder<Recommendation> {
  query.where('p.councilCode IN (:...codes) AND p.kind = :kind', {
    codes,
    kind: RecommendationKind.SERVICE_IMPROVEMENT,
  });
  if (yearEnding === null) return query;
  return query.andWhere('p.settledOn BETWEEN :from AND :to', {
    from: `${yearEnding - 1}-04-01`,
    to: `${yearEnding}-03-31`,
  });
}

/** Corrections of all recommendations of some decisions, the last of each first. One statement. */
export function findCorrectionsOf(
  database: DataSource,
  references: readonly string[],
): Promise<RecommendationCorrection[]> {
  return database.getRepository(RecommendationCorrection).find({
    where: { decisionReference: In([...references]) },
    order: { decisionReference: 'ASC', number: 'ASC', correction: 'DESC' },
  });
}
