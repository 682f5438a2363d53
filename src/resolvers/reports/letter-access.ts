import type { SelectQueryBuilder } from 'typeorm';
import type { Letter } from '../../schema/reports/letter.entity.ts';
import { LetterState } from '../../schema/reports/letter-state.enum.ts';
import type { OperationContext } from '../operation-context.ts';

/** Who asks, as far as letters are concerned. */
export type LetterReader = Pick<OperationContext, 'may'>;

/**
 * The one rule for who may see a letter: published ones everybody, all others who holds `letters:read`. A letter that
 * may not be seen is as one that does not exist, in every way in.
 */
export function addLetterAccess(
  query: SelectQueryBuilder<Letter>,
  alias: string,
  reader: LetterReader,
): SelectQueryBuilder<Letter> {
  if (reader.may('letters:read')) return query;
  return query.andWhere(`${alias}.state = :visibleState`, { visibleState: LetterState.PUBLISHED });
}
