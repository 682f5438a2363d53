import { type DataSource, In } from 'typeorm';
import type { CouncilGroup } from '../../schema/common/group-key.ts';
import { ComplianceRollup } from '../../schema/recommendations/compliance-rollup.entity.ts';
import { FrozenCompliance } from '../../schema/recommendations/frozen-compliance.entity.ts';
import { PublishedCompliance } from '../../schema/recommendations/published-compliance.entity.ts';
import { PublishedComplianceAverage } from '../../schema/recommendations/published-compliance-average.entity.ts';
import { RecommendationCouncil } from '../../schema/recommendations/recommendation-council.entity.ts';

/** Compliance outcomes counted. */
export type ComplianceSums = Pick<ComplianceRollup, 'onTime' | 'late' | 'notComplied'>;

/** Counts of all councils of one type in one year. */
export type TypeSums = ComplianceSums &
  Pick<ComplianceRollup, 'yearEnding' | 'councilType'> & {
    /** Whether any figure of the year is frozen. Told here, so that it costs no statement of its own. */
    isYearFrozen: boolean;
  };

/** Counts of some councils and years. */
export function findComplianceRollups(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<ComplianceRollup[]> {
  return database
    .getRepository(ComplianceRollup)
    .findBy({ councilCode: In([...codes]), yearEnding: In([...years]) });
}

/** Counts of some years added up by council type. */
export async function sumComplianceRollups(
  database: DataSource,
  years: readonly number[],
): Promise<TypeSums[]> {
  const query = database.getRepository(ComplianceRollup).createQueryBuilder('r');
  const frozen = query
    .subQuery()
    .select('1')
    .from(FrozenCompliance, 'f')
    .where('f.yearEnding = r.yearEnding')
    .getQuery();
  const rows = await query
    .select('r.yearEnding', 'yearEnding')
    .addSelect('r.councilType', 'councilType')
    .addSelect('SUM(r.onTime)', 'onTime')
    .addSelect('SUM(r.late)', 'late')
    .addSelect('SUM(r.notComplied)', 'notComplied')
    .where('r.yearEnding IN (:...years)', { years })
    .groupBy('r.yearEnding')
    .addSelect(`CASE WHEN EXISTS ${frozen} THEN 1 ELSE 0 END`, 'isYearFrozen')
    .addGroupBy('r.councilType')
    .getRawMany<Omit<TypeSums, 'isYearFrozen'> & { isYearFrozen: number }>();
  // PostgreSQL gives sums as text, since they may exceed what a number holds exactly.
  return rows.map((row) => ({
    ...row,
    onTime: Number(row.onTime),
    late: Number(row.late),
    notComplied: Number(row.notComplied),
    isYearFrozen: Number(row.isYearFrozen) === 1,
  }));
}

/** Printed compliance of some councils and years. */
export function findPublishedCompliance(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<PublishedCompliance[]> {
  return database
    .getRepository(PublishedCompliance)
    .findBy({ councilCode: In([...codes]), yearEnding: In([...years]) });
}

/** Printed compliance averages of some years. */
export function findPublishedComplianceAverages(
  database: DataSource,
  years: readonly number[],
): Promise<PublishedComplianceAverage[]> {
  return database.getRepository(PublishedComplianceAverage).findBy({ yearEnding: In([...years]) });
}

/** Counts of all councils of some years: at most a row a council and type. */
export function findComplianceRollupsOfYears(
  database: DataSource,
  years: readonly number[],
): Promise<ComplianceRollup[]> {
  return database.getRepository(ComplianceRollup).findBy({ yearEnding: In([...years]) });
}

/** Counts of a group of councils. */
export async function findGroupRollups(
  database: DataSource,
  { yearEnding, councilType, region }: CouncilGroup,
): Promise<ComplianceRollup[]> {
  const query = database
    .getRepository(ComplianceRollup)
    .createQueryBuilder('r')
    .where('r.yearEnding = :yearEnding', { yearEnding });
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
  return query.getMany();
}
