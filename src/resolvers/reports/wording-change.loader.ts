import { In } from 'typeorm';
import { WordingChange } from '../../schema/reports/wording-change.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';

/** Stands for the edition itself where changes are told apart by council. */
export const wholeYear = '';

/** Every change of the editions of years, the last first. */
export const changesByEdition = defineLoader(
  'changesByEdition',
  async (years: readonly number[], { databases }) =>
    groupBy(
      await databases.reports.getRepository(WordingChange).find({
        where: { yearEnding: In([...years]), councilCode: wholeYear },
        order: { number: 'DESC' },
      }),
      (row) => row.yearEnding,
      (row) => row,
    ),
  () => [],
);

/** Every change of the comments of councils in a year, the last first. */
export const changesByCouncil = defineLoader(
  'changesByCouncil',
  async (codes: readonly string[], { databases }, yearEnding: number) =>
    groupBy(
      await databases.reports.getRepository(WordingChange).find({
        where: { councilCode: In([...codes]), yearEnding },
        order: { number: 'DESC' },
      }),
      (row) => row.councilCode,
      (row) => row,
    ),
  () => [],
);
