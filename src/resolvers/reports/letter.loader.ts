import { CouncilComment } from '../../schema/reports/council-comment.entity.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import type { PageRequest } from '../common/pagination.ts';
import { readEntities } from '../common/read-entities.ts';
import {
  countLettersByCouncil,
  findLettersByCouncil,
  findLettersById,
  findLettersOfYear,
} from './letter.repository.ts';

/** A letter that the caller may see. */
export const letterById = defineLoader(
  'letterById',
  async (ids: readonly string[], context) => {
    const rows = await findLettersById(context.databases.reports, ids, context);
    context.refuseLetters(ids.length - rows.length);
    return new Map(rows.map((row) => [row.id, row]));
  },
  () => null,
);

export const lettersByCouncil = defineLoader(
  'lettersByCouncil',
  async (codes: readonly string[], context, page: PageRequest) =>
    groupBy(
      await findLettersByCouncil(context.databases.reports, codes, page, context),
      (row) => row.councilCode,
      (row) => row,
    ),
  () => [],
);

export const letterCountByCouncil = defineLoader(
  'letterCountByCouncil',
  (codes: readonly string[], context) =>
    countLettersByCouncil(context.databases.reports, codes, context),
  () => 0,
);

/** Whether the caller may see any letter about a council of a year. */
export const hasLetterOfYear = defineLoader(
  'hasLetterOfYear',
  async (codes: readonly string[], context, yearEnding: number) => {
    const councils = [...codes];
    const rows = await findLettersOfYear(context.databases.reports, councils, yearEnding, context);
    return new Map(rows.map((row) => [row.councilCode, true]));
  },
  () => false,
);

/** What a council's letter of a year says to it alone. */
export const commentByCouncil = defineLoader(
  'commentByCouncil',
  async (codes: readonly string[], { databases }, yearEnding: number) => {
    const rows = await readEntities(databases.reports, CouncilComment, {
      where: { councilCode: codes, yearEnding },
    });
    return new Map(rows.map((row) => [row.councilCode, row.text]));
  },
  () => null,
);
