import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { Recommendation } from '../../schema/recommendations/recommendation.entity.ts';
import { RecommendationCorrection } from '../../schema/recommendations/recommendation-correction.entity.ts';
import { RecommendationCouncil } from '../../schema/recommendations/recommendation-council.entity.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { groupBy } from '../common/group-by.ts';
import { isAmong } from '../common/is-among.ts';
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
 * another page follows. One statement, which reads of each council little more than the rows that it gives.
 *
 * @param yearEnding Settled in this year. Null: all, unsettled ones too.
 */
export async function findServiceImprovements(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
  page: PageRequest,
): Promise<Recommendation[]> {
  const query = database.getRepository(Recommendation).createQueryBuilder('r');
  const places = page.first + 1;
  const ofCouncil = addPage(
    query
      .subQuery()
      .select('p.decisionReference')
      .from(Recommendation, 'p')
      .where('p.councilCode = c.councilCode'),
    'p',
    yearEnding,
    page,
  )
    .orderBy('p.dueOn', 'DESC')
    .addOrderBy('p.decisionReference', 'DESC')
    .addOrderBy('p.number', 'DESC')
    .limit(places)
    .getQuery();
  // All of a decision's are of its council: to say so would have the whole council read rather than the few decisions.
  query
    .innerJoin(RecommendationCouncil, 'c', isAmong(database, 'r.decisionReference', ofCouncil))
    .where('c.councilCode IN (:...codes)', { codes });
  const rows = await addPage(query, 'r', yearEnding, page)
    .orderBy('r.dueOn', 'DESC')
    .addOrderBy('r.decisionReference', 'DESC')
    .addOrderBy('r.number', 'DESC')
    .getMany();
  // The decisions of a page can have improvements that come after it.
  const byCouncil = groupBy(
    rows,
    (row) => row.councilCode,
    (row) => row,
  );
  return [...byCouncil.values()].flatMap((ofOne) => ofOne.slice(0, places));
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
  query.where('p.councilCode IN (:...codes)', { codes });
  const rows = await addImprovements(query, 'p', yearEnding)
    .select('p.councilCode', 'code')
    .addSelect('COUNT(*)', 'count')
    .groupBy('p.councilCode')
    .getRawMany<{ code: string; count: number | string }>();
  return new Map(rows.map((row) => [row.code, Number(row.count)]));
}

/** The year ending 31 March in which an improvement was settled, in the words of its index. */
function settledYear(alias: string): string {
  const day = `${alias}.settledOn`;
  return `CAST(SUBSTR(${day}, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(${day}, 6, 2) > '03' THEN 1 ELSE 0 END`;
}

/** Leaves service improvements, of a year where one is given. */
function addImprovements(
  query: SelectQueryBuilder<Recommendation>,
  alias: string,
  yearEnding: number | null,
): SelectQueryBuilder<Recommendation> {
  query.andWhere(`${alias}.kind = :kind`, { kind: RecommendationKind.SERVICE_IMPROVEMENT });
  if (yearEnding === null) return query;
  return query.andWhere(`${settledYear(alias)} = :yearEnding`, { yearEnding });
}

/** Leaves those that come after the cursor of a page. */
function addPage(
  query: SelectQueryBuilder<Recommendation>,
  alias: string,
  yearEnding: number | null,
  page: PageRequest,
): SelectQueryBuilder<Recommendation> {
  addImprovements(query, alias, yearEnding);
  if (!page.after) return query;
  const [dueOn, reference, number] = page.after;
  return query.andWhere(
    `(${alias}.dueOn, ${alias}.decisionReference, ${alias}.number) < (:dueOn, :reference, :number)`,
    { dueOn, reference, number },
  );
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
