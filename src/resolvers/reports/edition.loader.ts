import { Edition } from '../../schema/reports/edition.entity.ts';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { defineLoader } from '../common/loader.ts';
import { readEntities } from '../common/read-entities.ts';
import type { OperationContext } from '../operation-context.ts';
import { addLetterAccess } from './letter-access.ts';

/** A year's edition that the caller may see: it is as public as the year's letters, in which it stands. */
export const editionByYear = defineLoader(
  'editionByYear',
  async (years: readonly number[], context) => {
    const visible = await findVisibleYears(context, years);
    const rows = await readEntities(context.databases.reports, Edition, {
      where: { yearEnding: visible },
    });
    return new Map(rows.map((row) => [row.yearEnding, row]));
  },
  () => null,
  { isCommon: true },
);

/** Those of some years whose editions the caller may see: with `letters:read` all, else those with a public letter. */
export async function findVisibleYears(
  context: OperationContext,
  years: readonly number[],
): Promise<number[]> {
  if (context.may('letters:read')) return [...years];
  const letters = context.databases.reports
    .getRepository(Letter)
    .createQueryBuilder('l')
    .select('DISTINCT l.yearEnding', 'year')
    .where('l.yearEnding IN (:...years)', { years: years.length === 0 ? [0] : years });
  const rows = await addLetterAccess(letters, 'l', context).getRawMany<{ year: number | string }>();
  return rows.map(({ year }) => Number(year));
}
