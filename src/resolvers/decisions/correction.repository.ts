import { type DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { DecisionCorrection } from '../../schema/decisions/decision-correction.entity.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';

/** Which corrections of decisions. Conditions add up. */
export interface CorrectionChoice {
  /** As it is stored: `19 007 429`. */
  reference?: string;
  /** ONS code of a council that a decision was about before or is about since. */
  council?: string;
  /** ISO 8601, UTC: made after this moment. */
  since?: string;
}

/** One page of corrections, the last made first, with one row more where another page follows. One statement. */
export function findCorrections(
  database: DataSource,
  choice: CorrectionChoice,
  page: PageRequest,
): Promise<DecisionCorrection[]> {
  const query = selectCorrections(database, choice)
    .orderBy('c.madeAt', 'DESC')
    .addOrderBy('c.reference', 'DESC')
    .addOrderBy('c.correction', 'DESC')
    .limit(page.first + 1);
  if (page.after) {
    const [madeAt, reference, correction] = page.after;
    query.andWhere('(c.madeAt, c.reference, c.correction) < (:madeAt, :after, :correction)', {
      madeAt: String(madeAt),
      after: String(reference),
      correction: Number(correction) || 0,
    });
  }
  return query.getMany();
}

/** How many corrections there are. */
export function countCorrections(database: DataSource, choice: CorrectionChoice): Promise<number> {
  return selectCorrections(database, choice).getCount();
}

/** All corrections of some decisions, the last made first. One statement. */
export function findCorrectionsOf(
  database: DataSource,
  references: readonly string[],
): Promise<DecisionCorrection[]> {
  return database.getRepository(DecisionCorrection).find({
    where: { reference: In([...references]) },
    order: { reference: 'ASC', correction: 'DESC' },
  });
}

/** By what corrections are ordered. */
export function correctionKey(record: DecisionCorrection): CursorKey {
  return [record.madeAt, record.reference, record.correction];
}

function selectCorrections(
  database: DataSource,
  { reference, council, since }: CorrectionChoice,
): SelectQueryBuilder<DecisionCorrection> {
  const query = database.getRepository(DecisionCorrection).createQueryBuilder('c');
  if (reference !== undefined) query.andWhere('c.reference = :reference', { reference });
  if (council !== undefined) {
    query.andWhere('(c.councilCodeBefore = :council OR c.councilCodeAfter = :council)', {
      council,
    });
  }
  if (since !== undefined) query.andWhere('c.madeAt > :since', { since });
  return query;
}
