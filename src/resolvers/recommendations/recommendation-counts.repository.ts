import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { CouncilGroup } from '../../schema/common/group-key.ts';
import type { Compliance } from '../../schema/recommendations/compliance.enum.ts';
import { Recommendation } from '../../schema/recommendations/recommendation.entity.ts';
import { RecommendationCouncil } from '../../schema/recommendations/recommendation-council.entity.ts';
import type { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';

/** How many recommendations are of a kind and a remedy and were settled alike. */
export interface CountedRecommendations {
  kind: RecommendationKind;
  remedy: string;
  /** Null for those not settled yet. */
  compliance: Compliance | null;
  count: number;
}

/** The same of one council and year. */
export type CouncilRecommendations = CountedRecommendations & {
  councilCode: string;
  yearEnding: number;
};

/** The day that says in which year a recommendation counts: settled, or else due. */
const countedOn = 'COALESCE(r.settledOn, r.dueOn)';
/** The year ending 31 March of that day. */
const countedIn = `CAST(SUBSTR(${countedOn}, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(${countedOn}, 6, 2) > '03' THEN 1 ELSE 0 END`;

/** Recommendations of some councils and all years from the first to the last of some. One statement. */
export async function countRecommendations(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<CouncilRecommendations[]> {
  const rows = await selectCounts(database, Math.min(...years), Math.max(...years))
    .addSelect('r.councilCode', 'councilCode')
    .addSelect(countedIn, 'yearEnding')
    .andWhere('r.councilCode IN (:...codes)', { codes })
    .addGroupBy('r.councilCode')
    .addGroupBy(countedIn)
    .getRawMany<CouncilRecommendations>();
  return rows.map((row) => ({
    ...row,
    count: Number(row.count),
    yearEnding: Number(row.yearEnding),
  }));
}

/** Recommendations of a group of councils in its year. One statement. */
export async function countGroupRecommendations(
  database: DataSource,
  { yearEnding, councilType, region }: CouncilGroup,
): Promise<CountedRecommendations[]> {
  const query = selectCounts(database, yearEnding, yearEnding);
  if (councilType !== null) query.andWhere('r.councilType = :councilType', { councilType });
  if (region !== null) {
    const inRegion = query
      .subQuery()
      .select('c.councilCode')
      .from(RecommendationCouncil, 'c')
      .where('c.region = :region')
      .getQuery();
    query.andWhere(`r.councilCode IN ${inRegion}`, { region });
  }
  const rows = await query.getRawMany<CountedRecommendations>();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

function selectCounts(
  database: DataSource,
  firstYear: number,
  lastYear: number,
): SelectQueryBuilder<Recommendation> {
  return database
    .getRepository(Recommendation)
    .createQueryBuilder('r')
    .select('r.kind', 'kind')
    .addSelect('r.remedy', 'remedy')
    .addSelect('r.compliance', 'compliance')
    .addSelect('COUNT(*)', 'count')
    .where(`${countedOn} BETWEEN :from AND :to`, {
      from: `${firstYear - 1}-04-01`,
      to: `${lastYear}-03-31`,
    })
    .groupBy('r.kind')
    .addGroupBy('r.remedy')
    .addGroupBy('r.compliance');
}
