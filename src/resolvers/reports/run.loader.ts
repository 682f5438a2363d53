import { In } from 'typeorm';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { type LetterBodies, unpackBodies } from '../../schema/reports/letter-bodies.ts';
import { LetterContent } from '../../schema/reports/letter-content.entity.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { LetterTransition, RunTransition } from '../../schema/reports/transition.type.ts';
import { groupBy } from '../common/group-by.ts';
import { defineLoader } from '../common/loader.ts';
import { addLetterAccess } from './letter-access.ts';

/** A run. Whoever asks must hold `letters:read`. */
export const runById = defineLoader(
  'runById',
  async (ids: readonly string[], { databases }) => {
    const rows = await databases.reports.getRepository(Run).findBy({ id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, row]));
  },
  () => null,
);

export const transitionsByRun = defineLoader(
  'transitionsByRun',
  async (ids: readonly string[], { databases }) =>
    groupBy(
      await databases.reports
        .getRepository(RunTransition)
        .find({ where: { runId: In([...ids]) }, order: { number: 'ASC' } }),
      (row) => row.runId,
      (row) => row,
    ),
  () => [],
);

export const transitionsByLetter = defineLoader(
  'transitionsByLetter',
  async (ids: readonly string[], { databases }) =>
    groupBy(
      await databases.reports
        .getRepository(LetterTransition)
        .find({ where: { letterId: In([...ids]) }, order: { number: 'ASC' } }),
      (row) => row.letterId,
      (row) => row,
    ),
  () => [],
);

/** What a letter says, of letters that the caller may see. */
export const contentByLetter = defineLoader(
  'contentByLetter',
  async (ids: readonly string[], context) => {
    const query = context.databases.reports
      .getRepository(LetterContent)
      .createQueryBuilder('c')
      .select(['c.letterId', 'c.subject', 'c.bodies', 'c.reportVersion', 'c.renderedAt'])
      .where('c.letterId IN (:...ids)', { ids });
    const visible = addLetterAccess(
      context.databases.reports.getRepository(Letter).createQueryBuilder('l').where('1 = 1'),
      'l',
      context,
    ).andWhere('l.id IN (:...ids)', { ids });
    const seen = new Set((await visible.select('l.id').getMany()).map(({ id }) => id));
    const rows = (await query.getMany()).filter((row) => seen.has(row.letterId));
    return new Map(rows.map((row) => [row.letterId, { ...row, readBodies: unpackOnce(row) }]));
  },
  () => null,
);

function unpackOnce({ bodies: packed }: LetterContent): () => LetterBodies {
  let bodies: LetterBodies | undefined;
  return () => {
    bodies ??= unpackBodies(packed);
    return bodies;
  };
}

/** Letters before and after one, to the same council about the same year, that the caller may see. */
export const versionsOfLetter = defineLoader(
  'versionsOfLetter',
  async (ids: readonly string[], context) => {
    const query = context.databases.reports
      .getRepository(Letter)
      .createQueryBuilder('l')
      .innerJoin(
        Letter,
        'one',
        'one.councilCode = l.councilCode AND one.yearEnding = l.yearEnding AND one.reportName = l.reportName',
      )
      .addSelect('one.id', 'one_letter_id')
      .where('one.id IN (:...ids)', { ids })
      .orderBy('l.version', 'ASC');
    const { raw, entities } = await addLetterAccess(query, 'l', context).getRawAndEntities<{
      l_id: string;
      one_letter_id: string;
    }>();
    const letters = new Map(entities.map((letter) => [letter.id, letter]));
    return groupBy(
      raw,
      (row) => row.one_letter_id,
      (row) => letters.get(row.l_id),
    );
  },
  () => [],
);
