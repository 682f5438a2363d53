import { type DataSource, In } from 'typeorm';
import { Recommendation } from '../../schema/recommendations/recommendation.entity.ts';
import { RecommendationCorrection } from '../../schema/recommendations/recommendation-correction.entity.ts';
import { RecommendationKind } from '../../schema/recommendations/recommendation-kind.enum.ts';
import { groupBy } from '../common/group-by.ts';
import type { CursorKey, PageRequest } from '../common/pagination.ts';
import { isAmongValues, readEntities, readEntitiesBy } from '../common/read-entities.ts';

/** Recommendations of some decisions, in the order of their numbers. One statement. */
export function findRecommendations(
  database: DataSource,
  references: readonly string[],
): Promise<Recommendation[]> {
  return readEntities(database, Recommendation, {
    where: { decisionReference: references },
    order: { decisionReference: 'ASC', number: 'ASC' },
  });
}

/** Recommendations by decision and number. One statement. */
export function findRecommendationsByKey(
  database: DataSource,
  keys: readonly { decisionReference: string; number: number }[],
): Promise<Recommendation[]> {
  return database.getRepository(Recommendation).findBy({
    decisionReference: In(keys.map((key) => key.decisionReference)),
    number: In([...new Set(keys.map((key) => key.number))]),
  });
}

/**
 * The same page of the service improvements of each of several councils, the last due first, with one row more where
 * another page follows. One statement, which reads of each council little more than the rows that it gives.
 *
 * @param yearEnding Settled in this year. Null: all, unsettled ones too.
 */
export async function findServiceImprovements(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
  page: PageRequest,
): Promise<Recommendation[]> {
  const places = page.first + 1;
  const ofCouncil = pageCondition('p', yearEnding, page);
  const among = isAmongValues(database, 'c.gss_code');
  const name = `improvements ${page.first} ${yearEnding === null} ${page.after === null}`;
  const select = (what: string) => `SELECT ${what} FROM recommendation p
    WHERE p.gss_code = c.gss_code AND ${ofCouncil.sql}
    ORDER BY p.due_on DESC, p.decision_reference DESC, p.number DESC LIMIT ${places}`;
  const order = ['r.due_on DESC', 'r.decision_reference DESC', 'r.number DESC'];
  const councils = JSON.stringify(codes);
  if (database.options.type === 'postgres') {
    const found = await readEntitiesBy(
      database,
      Recommendation,
      name,
      () => ({
        from: `FROM recommendation_council c CROSS JOIN LATERAL (${select('p.*')}) r WHERE ${among}`,
        order,
      }),
      [...ofCouncil.values, councils],
    );
    return found.map(({ row }) => row);
  }
  // SQLite has no LATERAL: the page's decisions, and of those the improvements.
  const ofPage = pageCondition('r', yearEnding, page);
  const rows = await readEntitiesBy(
    database,
    Recommendation,
    name,
    () => ({
      // All of a decision's are of its council: to say so would have the whole council read rather than the few decisions.
      from: `FROM recommendation_council c
        INNER JOIN recommendation r ON r.decision_reference IN (${select('p.decision_reference')})
        WHERE ${among} AND ${ofPage.sql}`,
      order,
    }),
    [...ofCouncil.values, councils, ...ofPage.values],
  );
  // The decisions of a page can have improvements that come after it.
  const byCouncil = groupBy(
    rows,
    ({ row }) => row.councilCode,
    ({ row }) => row,
  );
  return [...byCouncil.values()].flatMap((ofOne) => ofOne.slice(0, places));
}

/** The values that service improvements are ordered by. */
export function serviceImprovementKey(row: Recommendation): CursorKey {
  return [row.dueOn, row.decisionReference, row.number];
}

/** How many service improvements each council has. One statement. */
export async function countServiceImprovements(
  database: DataSource,
  codes: readonly string[],
  yearEnding: number | null,
): Promise<Map<string, number>> {
  const ofYear = pageCondition('p', yearEnding, null);
  const rows = await database.query<{ code: string; count: number | string }[]>(
    `SELECT p.gss_code AS "code", COUNT(*) AS "count" FROM recommendation p
     WHERE ${isAmongValues(database, 'p.gss_code')} AND ${ofYear.sql} GROUP BY p.gss_code`,
    [JSON.stringify(codes), ...ofYear.values],
  );
  return new Map(rows.map((row) => [row.code, Number(row.count)]));
}

/** The year ending 31 March in which an improvement was settled, in the words of its index. */
function settledYear(alias: string): string {
  const day = `${alias}.settled_on`;
  return `CAST(SUBSTR(${day}, 1, 4) AS INTEGER) + CASE WHEN SUBSTR(${day}, 6, 2) > '03' THEN 1 ELSE 0 END`;
}

/** A condition with the values of its parameters. */
interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** Leaves service improvements, of a year where one is given, that come after the cursor of a page where there is one. */
function pageCondition(
  alias: string,
  yearEnding: number | null,
  page: PageRequest | null,
): Condition {
  const terms = [`${alias}.kind = ?`];
  const values: (string | number | boolean | null)[] = [RecommendationKind.SERVICE_IMPROVEMENT];
  if (yearEnding !== null) {
    terms.push(`${settledYear(alias)} = ?`);
    values.push(yearEnding);
  }
  if (page?.after) {
    terms.push(`(${alias}.due_on, ${alias}.decision_reference, ${alias}.number) < (?, ?, ?)`);
    values.push(...afterOf(page.after));
  }
  return { sql: terms.join(' AND '), values };
}

/** Day, reference and number of a cursor. */
function afterOf([dueOn = null, reference = null, number = null]: CursorKey) {
  return [dueOn, reference, number];
}

/** Corrections of all recommendations of some decisions, the last of each first. One statement. */
export function findCorrectionsOf(
  database: DataSource,
  references: readonly string[],
): Promise<RecommendationCorrection[]> {
  return database.getRepository(RecommendationCorrection).find({
    where: { decisionReference: In([...references]) },
    order: { decisionReference: 'ASC', number: 'ASC', correction: 'DESC' },
  });
}
