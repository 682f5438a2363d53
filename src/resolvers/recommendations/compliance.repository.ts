import type { DataSource } from 'typeorm';
import type { CouncilGroup } from '../../schema/common/group-key.ts';
import { ComplianceRollup } from '../../schema/recommendations/compliance-rollup.entity.ts';
import { PublishedCompliance } from '../../schema/recommendations/published-compliance.entity.ts';
import { PublishedComplianceAverage } from '../../schema/recommendations/published-compliance-average.entity.ts';
import { RecommendationCouncil } from '../../schema/recommendations/recommendation-council.entity.ts';
import { isAmongValues, readEntities } from '../common/read-entities.ts';

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
  return readEntities(database, ComplianceRollup, {
    where: { councilCode: codes, yearEnding: years },
  });
}

/** Counts of some years added up by council type. */
export async function sumComplianceRollups(
  database: DataSource,
  years: readonly number[],
): Promise<TypeSums[]> {
  const rows = await database.query<(Omit<TypeSums, 'isYearFrozen'> & { isYearFrozen: number })[]>(
    `SELECT r.year_ending AS "yearEnding", r.council_type AS "councilType", SUM(r.on_time) AS "onTime",
       SUM(r.late) AS "late", SUM(r.not_complied) AS "notComplied", CASE WHEN EXISTS
         (SELECT 1 FROM frozen_compliance f WHERE f.year_ending = r.year_ending) THEN 1 ELSE 0 END AS "isYearFrozen"
     FROM compliance_rollup r WHERE ${isAmongValues(database, 'r.year_ending', 'number')}
     GROUP BY r.year_ending, r.council_type`,
    [JSON.stringify(years)],
  );
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
  return readEntities(database, PublishedCompliance, {
    where: { councilCode: codes, yearEnding: years },
  });
}

/** Printed compliance averages of some years. */
export function findPublishedComplianceAverages(
  database: DataSource,
  years: readonly number[],
): Promise<PublishedComplianceAverage[]> {
  return readEntities(database, PublishedComplianceAverage, { where: { yearEnding: years } });
}

/** Counts of all councils of some years: at most a row a council and type. */
export function findComplianceRollupsOfYears(
  database: DataSource,
  years: readonly number[],
): Promise<ComplianceRollup[]> {
  return readEntities(database, ComplianceRollup, { where: { yearEnding: years } });
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
