import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { CouncilType } from '../../schema/common/council-type.enum.ts';
import type { CouncilGroup } from '../../schema/common/group-key.ts';
import type { Subject } from '../../schema/common/subject.enum.ts';
import { DecisionCategoryRollup } from '../../schema/decisions/decision-category-rollup.entity.ts';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import { DecisionTypeRollup } from '../../schema/decisions/decision-type-rollup.entity.ts';
import { PublishedAverage } from '../../schema/decisions/published-average.entity.ts';
import { PublishedFigure } from '../../schema/decisions/published-figure.entity.ts';
import {
  isAmongValues,
  readAllEntities,
  readEntities,
  readEntitiesBy,
} from '../common/read-entities.ts';
import type { CategorySums } from './categories.ts';

/** The columns of a rollup that are counts. */
export const rollupCounts = [
  'received',
  'decided',
  'invalidOrIncomplete',
  'adviceGiven',
  'referredBack',
  'closedAfterInitialEnquiries',
  'notUpheld',
  'upheld',
  'satisfactoryRemedies',
] as const satisfies readonly (keyof DecisionRollup)[];

/** Counts added up over some rollups. */
export type RollupSums = Record<(typeof rollupCounts)[number], number>;

/** Rollups of some councils and years. */
export function findRollups(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<DecisionRollup[]> {
  return readEntities(database, DecisionRollup, {
    where: { councilCode: codes, yearEnding: years },
  });
}

/** Counts of all councils of one type and subject in one year. */
export type TypeSums = DecisionTypeRollup & {
  /** Whether any figure of the year is frozen. Told here, so that it costs no statement of its own. */
  isYearFrozen: boolean;
};

/** Counts of all councils of each type, by subject, of some years. None for a year without casework. */
export async function findTypeRollups(
  database: DataSource,
  years: readonly number[],
): Promise<TypeSums[]> {
  const rows = await readEntitiesBy(
    database,
    DecisionTypeRollup,
    'sums of years',
    () => ({
      from: `FROM decision_type_rollup r WHERE ${isAmongValues(database, 'r.year_ending', 'number')}`,
      also: ['EXISTS (SELECT 1 FROM frozen_figure f WHERE f.year_ending = r.year_ending)'],
    }),
    [JSON.stringify(years)],
  );
  return rows.map(({ row, also: [isYearFrozen] }) =>
    Object.assign(row, { isYearFrozen: isYearFrozen === true || isYearFrozen === 1 }),
  );
}

/** The years that have casework, in order. */
export async function findCaseworkYears(database: DataSource): Promise<number[]> {
  const rows = await database
    .getRepository(DecisionTypeRollup)
    .createQueryBuilder('r')
    .select('r.yearEnding', 'yearEnding')
    .distinct(true)
    .orderBy('r.yearEnding', 'ASC')
    .getRawMany<{ yearEnding: number }>();
  return rows.map((row) => row.yearEnding);
}

/** Printed figures of some councils and years. */
export function findPublishedFigures(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<PublishedFigure[]> {
  return readEntities(database, PublishedFigure, {
    where: { councilCode: codes, yearEnding: years },
  });
}

/** Printed averages of some years. */
export function findPublishedAverages(
  database: DataSource,
  years: readonly number[],
): Promise<PublishedAverage[]> {
  return readEntities(database, PublishedAverage, { where: { yearEnding: years } });
}

/** What is remembered of all councils: the same list as long as it is the same. */
export function findDecisionCouncils(database: DataSource): Promise<readonly DecisionCouncil[]> {
  return readAllEntities(database, DecisionCouncil);
}

/** What standing is worked out from: one council's sums under one type. */
export interface CouncilSums {
  yearEnding: number;
  councilCode: string;
  councilType: CouncilType;
  upheld: number;
  notUpheld: number;
  satisfactoryRemedies: number;
}

/** Sums of all councils by council and type, of some years: a few hundred rows a year. */
export async function sumByCouncil(
  database: DataSource,
  years: readonly number[],
): Promise<CouncilSums[]> {
  const rows = await database
    .getRepository(DecisionRollup)
    .createQueryBuilder('r')
    .select('r.yearEnding', 'yearEnding')
    .addSelect('r.councilCode', 'councilCode')
    .addSelect('r.councilType', 'councilType')
    .addSelect('SUM(r.upheld)', 'upheld')
    .addSelect('SUM(r.notUpheld)', 'notUpheld')
    .addSelect('SUM(r.satisfactoryRemedies)', 'satisfactoryRemedies')
    .where('r.yearEnding IN (:...years)', { years })
    .groupBy('r.yearEnding')
    .addGroupBy('r.councilCode')
    .addGroupBy('r.councilType')
    .getRawMany<CouncilSums>();
  return rows.map((row) => ({
    ...row,
    upheld: Number(row.upheld),
    notUpheld: Number(row.notUpheld),
    satisfactoryRemedies: Number(row.satisfactoryRemedies),
  }));
}

/** Counts by category of some councils and years. */
export async function sumCategories(
  database: DataSource,
  codes: readonly string[],
  years: readonly number[],
): Promise<(CategorySums & { councilCode: string; yearEnding: number })[]> {
  const rows = await selectCategories(database)
    .addSelect('r.councilCode', 'councilCode')
    .addSelect('r.yearEnding', 'yearEnding')
    .where('r.councilCode IN (:...codes) AND r.yearEnding IN (:...years)', { codes, years })
    .addGroupBy('r.councilCode')
    .addGroupBy('r.yearEnding')
    .getRawMany<CategorySums & { councilCode: string; yearEnding: number }>();
  return rows.map(withNumbers);
}

/** Counts by category of a group. */
export async function sumGroupCategories(
  database: DataSource,
  group: CouncilGroup,
): Promise<CategorySums[]> {
  const query = addGroup(selectCategories(database), group);
  return (await query.getRawMany<CategorySums>()).map(withNumbers);
}

function selectCategories(database: DataSource): SelectQueryBuilder<DecisionCategoryRollup> {
  return database
    .getRepository(DecisionCategoryRollup)
    .createQueryBuilder('r')
    .select('r.category', 'category')
    .addSelect('r.subcategory', 'subcategory')
    .addSelect('SUM(r.received)', 'received')
    .addSelect('SUM(r.decided)', 'decided')
    .addSelect('SUM(r.notUpheld)', 'notUpheld')
    .addSelect('SUM(r.upheld)', 'upheld')
    .groupBy('r.category')
    .addGroupBy('r.subcategory');
}

/** PostgreSQL may give sums as text. */
function withNumbers<Row extends CategorySums>(row: Row): Row {
  return {
    ...row,
    received: Number(row.received),
    decided: Number(row.decided),
    notUpheld: Number(row.notUpheld),
    upheld: Number(row.upheld),
  };
}

/** Sums of a group by subject. */
export async function sumGroup(
  database: DataSource,
  group: CouncilGroup,
): Promise<(RollupSums & { subject: Subject; sample: boolean })[]> {
  const query = database
    .getRepository(DecisionRollup)
    .createQueryBuilder('r')
    .select('r.subject', 'subject')
    .addSelect('MAX(CASE WHEN r.sample THEN 1 ELSE 0 END)', 'sample')
    .groupBy('r.subject');
  for (const column of rollupCounts) query.addSelect(`SUM(r.${column})`, column);
  const rows = await addGroup(query, group).getRawMany<
    RollupSums & { subject: Subject; sample: number }
  >();
  return rows.map((row) => ({
    ...row,
    ...(Object.fromEntries(
      rollupCounts.map((column) => [column, Number(row[column])]),
    ) as RollupSums),
    sample: Number(row.sample) === 1,
  }));
}

function addGroup<Row extends DecisionRollup | DecisionCategoryRollup>(
  query: SelectQueryBuilder<Row>,
  { yearEnding, councilType, region }: CouncilGroup,
): SelectQueryBuilder<Row> {
  query.andWhere('r.yearEnding = :yearEnding', { yearEnding });
  if (councilType !== null) query.andWhere('r.councilType = :councilType', { councilType });
  if (region !== null) {
    const inRegion = query
      .subQuery()
      .select('c.councilCode')
      .from(DecisionCouncil, 'c')
      .where('c.region = :region')
      .getQuery();
    query.andWhere(`r.councilCode IN ${inRegion}`, { region });
  }
  return query;
}
