import { type DataSource, In } from 'typeorm';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
import { DecisionTypeRollup } from '../../schema/decisions/decision-type-rollup.entity.ts';
import { PublishedAverage } from '../../schema/decisions/published-average.entity.ts';
import { PublishedFigure } from '../../schema/decisions/published-figure.entity.ts';

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
  return database
    .getRepository(DecisionRollup)
    .findBy({ councilCode: In([...codes]), yearEnding: In([...years]) });
}

/** Counts of all councils of each type, by subject, of some years. None for a year without casework. */
export function findTypeRollups(
  database: DataSource,
  years: readonly number[],
): Promise<DecisionTypeRollup[]> {
  return database.getRepository(DecisionTypeRollup).findBy({ yearEnding: In([...years]) });
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
  return database
    .getRepository(PublishedFigure)
    .findBy({ councilCode: In([...codes]), yearEnding: In([...years]) });
}

/** Printed averages of some years. */
export function findPublishedAverages(
  database: DataSource,
  years: readonly number[],
): Promise<PublishedAverage[]> {
  return database.getRepository(PublishedAverage).findBy({ yearEnding: In([...years]) });
}

/** What is remembered of all councils. */
export function findDecisionCouncils(database: DataSource): Promise<DecisionCouncil[]> {
  return database.getRepository(DecisionCouncil).find();
}
