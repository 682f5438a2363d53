import type { DataSource } from 'typeorm';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { addCurrent, addLetterAccess, type LetterReader } from './letter-access.ts';

/**
 * Letters that the public may see, the last published first.
 *
 * @param after Where the page before ended: the moment and the identifier of its last letter, with a space between.
 */
export function findPublishedLetters(
  database: DataSource,
  after: string | null,
  limit: number,
  now: string,
): Promise<Letter[]> {
  const everybody: LetterReader = { may: () => false, now: () => now };
  const query = database
    .getRepository(Letter)
    .createQueryBuilder('l')
    .where('1 = 1')
    .orderBy('l.publishedAt', 'DESC')
    .addOrderBy('l.id', 'ASC')
    .limit(limit);
  const [moment, id] = after?.split(' ') ?? [];
  if (moment !== undefined && id !== undefined) {
    query.andWhere('(l.publishedAt < :moment OR (l.publishedAt = :moment AND l.id > :id))', {
      moment,
      id,
    });
  }
  return addCurrent(addLetterAccess(query, 'l', everybody), 'l', everybody).getMany();
}
