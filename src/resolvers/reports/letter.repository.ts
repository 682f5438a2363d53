import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Letter } from '../../schema/reports/letter.entity.ts';
import { type LetterBodies, unpackBodies } from '../../schema/reports/letter-bodies.ts';
import { LetterContent } from '../../schema/reports/letter-content.entity.ts';
import type { LetterFilter } from '../../schema/reports/letter-filter.input.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';
import { isYearEnding, parseYearEnding } from '../common/year-ending.ts';
import { addCurrent, addLetterAccess, asSeen, type LetterReader } from './letter-access.ts';

/** Letters by identifier, those that the reader may see. One statement. */
export async function findLettersById(
  database: DataSource,
  ids: readonly string[],
  reader: LetterReader,
): Promise<Letter[]> {
  const query = selectLetters(database, { superseded: true }, reader);
  return seen(await query.andWhere('l.id IN (:...ids)', { ids }).getMany(), reader);
}

/** Letters of a year about some councils, those that the reader may see. One statement. */
export async function findLettersOfYear(
  database: DataSource,
  councils: string[],
  yearEnding: number,
  reader: LetterReader,
): Promise<Letter[]> {
  return seen(await selectLetters(database, { councils, yearEnding }, reader).getMany(), reader);
}

/**
 * The latest letter of a report about a council, named by its slug, and a year, that the reader may see. Null when there
 * is none.
 */
export async function findLetter(
  database: DataSource,
  letter: { report: string; councilSlug: string; yearEnding: number },
  reader: LetterReader,
): Promise<Letter | null> {
  const { report, yearEnding, councilSlug: slug } = letter;
  if (!isYearEnding(yearEnding)) return null;
  const [found] = await selectLetters(database, { report, yearEnding, superseded: true }, reader)
    .andWhere('l.councilSlug = :slug', { slug })
    .andWhere("l.renderState IN ('ON_DEMAND', 'RENDERED')")
    .orderBy('l.version', 'DESC')
    .limit(1)
    .getMany();
  return found === undefined ? null : asSeen(found, reader);
}

/** What a letter says, which the reader was found to be allowed to see. Null where it is not kept. */
export async function findContent(
  database: DataSource,
  letter: Letter,
): Promise<(LetterContent & LetterBodies) | null> {
  const content = await database.getRepository(LetterContent).findOneBy({ letterId: letter.id });
  return content === null ? null : { ...content, ...unpackBodies(content.bodies) };
}

/** One page of letters, latest year first, then by council; one row more where another page follows. */
export async function findLetters(
  database: DataSource,
  filter: LetterFilter,
  page: PageRequest,
  reader: LetterReader,
): Promise<Letter[]> {
  const query = selectLetters(database, filter, reader);
  addLatestFirst(query, 'l').limit(page.first + 1);
  if (page.after) addAfter(query, 'l', page.after);
  return seen(await query.getMany(), reader);
}

/** How many letters fit a filter. */
export function countLetters(
  database: DataSource,
  filter: LetterFilter,
  reader: LetterReader,
): Promise<number> {
  return selectLetters(database, filter, reader).getCount();
}

/** The same page of the letters of each of several councils. One statement. */
export async function findLettersByCouncil(
  database: DataSource,
  codes: readonly string[],
  page: PageRequest,
  reader: LetterReader,
): Promise<Letter[]> {
  const query = database.getRepository(Letter).createQueryBuilder('l');
  const ranked = query
    .subQuery()
    .from(Letter, 'p')
    .select('p.id', 'ranked_id')
    .addSelect(
      'ROW_NUMBER() OVER (PARTITION BY p.councilCode ORDER BY p.yearEnding DESC, p.reportName, p.version DESC)',
      'ranked_place',
    )
    .where('p.councilCode IN (:...codes)', { codes });
  addCurrent(addLetterAccess(ranked, 'p', reader), 'p', reader);
  if (page.after) addAfter(ranked, 'p', page.after);
  query
    .innerJoin(ranked.getQuery(), 'k', 'k.ranked_id = l.id AND k.ranked_place <= :places')
    .setParameters({ ...ranked.getParameters(), places: page.first + 1 });
  return seen(await addLatestFirst(query, 'l').getMany(), reader);
}

/** How many letters each council has. One statement. */
export async function countLettersByCouncil(
  database: DataSource,
  codes: readonly string[],
  reader: LetterReader,
): Promise<Map<string, number>> {
  const rows = await selectLetters(database, {}, reader)
    .select('l.councilCode', 'code')
    .addSelect('COUNT(*)', 'count')
    .andWhere('l.councilCode IN (:...codes)', { codes })
    .groupBy('l.councilCode')
    .getRawMany<{ code: string; count: number | string }>();
  return new Map(rows.map((row) => [row.code, Number(row.count)]));
}

/** The values that letters are ordered by. */
export function letterKey(letter: Letter): CursorKey {
  return [letter.yearEnding, letter.councilSlug, letter.reportName, letter.version];
}

function selectLetters(
  database: DataSource,
  filter: LetterFilter,
  reader: LetterReader,
): SelectQueryBuilder<Letter> {
  const query = database.getRepository(Letter).createQueryBuilder('l').where('1 = 1');
  if (filter.councils) {
    // `IN ()` is no SQL: an empty list fits nothing.
    const councils = filter.councils.length === 0 ? [''] : filter.councils;
    query.andWhere('l.councilCode IN (:...councils)', { councils });
  }
  if (filter.yearEnding != null) {
    query.andWhere('l.yearEnding = :yearEnding', {
      yearEnding: parseYearEnding(filter.yearEnding, 'filter.yearEnding'),
    });
  }
  if (filter.report != null) {
    query.andWhere('l.reportName = :report', { report: filter.report });
  }
  if (filter.run != null) query.andWhere('l.runId = :run', { run: filter.run });
  if (filter.renderState != null) {
    query.andWhere('l.renderState = :renderState', { renderState: filter.renderState });
  }
  if (filter.superseded !== true) addCurrent(query, 'l', reader);
  return addLetterAccess(query, 'l', reader);
}

function seen(letters: Letter[], reader: LetterReader): Letter[] {
  return letters.map((letter) => asSeen(letter, reader));
}

function addLatestFirst(query: SelectQueryBuilder<Letter>, alias: string) {
  return query
    .orderBy(`${alias}.yearEnding`, 'DESC')
    .addOrderBy(`${alias}.councilSlug`, 'ASC')
    .addOrderBy(`${alias}.reportName`, 'ASC')
    .addOrderBy(`${alias}.version`, 'DESC');
}

function addAfter(query: SelectQueryBuilder<Letter>, alias: string, after: CursorKey): void {
  const [year, slug, report, version] = after;
  query.andWhere(
    `(${alias}.yearEnding < :afterYear OR (${alias}.yearEnding = :afterYear AND (${alias}.councilSlug > :afterSlug OR (${alias}.councilSlug = :afterSlug AND (${alias}.reportName > :afterReport OR (${alias}.reportName = :afterReport AND ${alias}.version < :afterVersion))))))`,
    { afterYear: year, afterSlug: slug, afterReport: report, afterVersion: version },
  );
}
