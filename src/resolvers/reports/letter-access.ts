import type { SelectQueryBuilder } from 'typeorm';
import type { Letter } from '../../schema/reports/letter.entity.ts';
import { LetterState } from '../../schema/reports/letter-state.enum.ts';
import type { OperationContext } from '../operation-context.ts';

/** Who asks, as far as letters are concerned, and when. */
export type LetterReader = Pick<OperationContext, 'may' | 'now'>;

/**
 * The one rule for who may see a letter: everybody those whose moment of publication has come, all others who holds
 * `letters:read`. A letter that may not be seen is as one that does not exist, in every way in: it is left out by the
 * statement that looks for it, so that neither words nor time tell the two apart.
 */
export function addLetterAccess(
  query: SelectQueryBuilder<Letter>,
  alias: string,
  reader: LetterReader,
): SelectQueryBuilder<Letter> {
  if (reader.may('letters:read')) return query;
  return query.andWhere(isPublic(alias), { visibleNow: reader.now() });
}

/** Leaves letters out in whose place a later one is public. */
export function addCurrent(
  query: SelectQueryBuilder<Letter>,
  alias: string,
  reader: LetterReader,
): SelectQueryBuilder<Letter> {
  return query.andWhere(
    `NOT EXISTS (SELECT 1 FROM letter later WHERE later.gss_code = ${alias}.gss_code
      AND later.year_ending = ${alias}.year_ending AND later.report = ${alias}.report
      AND later.version > ${alias}.version AND later.published_at <= :visibleNow
      AND later.state IN ('ISSUED', 'PUBLISHED'))`,
    { visibleNow: reader.now() },
  );
}

/** A letter as it stands at this moment: public from its moment on, recorded or not. */
export function asSeen(letter: Letter, reader: LetterReader): Letter {
  const { state, publishedAt } = letter;
  if (state !== LetterState.ISSUED || publishedAt === null || publishedAt > reader.now()) {
    return letter;
  }
  letter.state = LetterState.PUBLISHED;
  return letter;
}

/** The moment is set when a run is issued, and what is issued or published alone has one. */
function isPublic(alias: string): string {
  return `(${alias}.publishedAt <= :visibleNow AND ${alias}.state IN ('ISSUED', 'PUBLISHED'))`;
}
