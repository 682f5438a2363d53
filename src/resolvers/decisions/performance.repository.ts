import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { DecisionCouncil } from '../../schema/decisions/decision-council.entity.ts';
import { DecisionRollup } from '../../schema/decisions/decision-rollup.entity.ts';
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

/** Counts of some years added up by council type and subject. Statements: one. */
export async function sumRollups(
  database: DataSource,
  years: readonly number[],
): Promise<
  (RollupSums & Pick<DecisionRollup, 'yearEnding' | 'councilType' | 'subject' | 'sample'>)[]
> {
  const query = database
    .getRepository(DecisionRollup)
    .createQueryBuilder('r')
    .select('r.yearEnding', 'yearEnding')
    .addSelect('r.councilType', 'councilType')
    .addSelect('r.subject', 'subject')
    .addSelect('MAX(CASE WHEN r.sample THEN 1 ELSE 0 END)', 'sample')
    .where('r.yearEnding IN (:...years)', { years })
    .groupBy('r.yearEnding')
    .addGroupBy('r.councilType')
    .addGroupBy('r.subject');
  return (await selectSums(query)).map((row) => ({
    ...row,
    sample: Number(row.sample) === 1,
  }));
}

async function selectSums(query: SelectQueryBuilder<DecisionRollup>) {
  for (const column of rollupCounts) query.addSelect(`SUM(r.${column})`, column);
  type Raw = RollupSums & Pick<DecisionRollup, 'yearEnding' | 'councilType' | 'subject'>;
  const rows = await query.getRawMany<Raw & { sample: number | string }>();
  // PostgreSQL gives sums as text, since they may exceed what a number holds exactly.
  for (const row of rows) for (const column of rollupCounts) row[column] = Number(row[column]);
  return rows;
}

/** Which of some years have casework. */
export async function findCoveredYears(
  database: DataSource,
  years: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await database
    .getRepository(DecisionRollup)
    .createQueryBuilder('r')
    .select('r.yearEnding', 'yearEnding')
    .distinct(true)
    .where('r.yearEnding IN (:...years)', { years })
    .getRawMany<{ yearEnding: number }>();
  return new Set(rows.map((row) => row.yearEnding));
}

/** The years that have casework, first and last. Null when there is none. */
export async function findYearSpan(
  database: DataSource,
): Promise<{ from: number; to: number } | null> {
  const row = await database
    .getRepository(DecisionRollup)
    .createQueryBuilder('r')
    .select('MIN(r.yearEnding)', 'from')
    .addSelect('MAX(r.yearEnding)', 'to')
    .getRawOne<{ from: number | null; to: number | null }>();
  return row?.from == null || row.to == null ? null : { from: row.from, to: row.to };
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

/** What is remembered of some councils, or of all. */
export function findDecisionCouncils(
  database: DataSource,
  codes?: readonly string[],
): Promise<DecisionCouncil[]> {
  const repository = database.getRepository(DecisionCouncil);
  return codes ? repository.findBy({ councilCode: In([...codes]) }) : repository.find();
}
