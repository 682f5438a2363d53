import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CursorKey } from '../../../src/resolvers/common/pagination.ts';
import {
  countServiceImprovements,
  findServiceImprovements,
  serviceImprovementKey,
} from '../../../src/resolvers/recommendations/recommendation.repository.ts';
import { importTwoCouncils, openMemoryDatabase } from '../../database/memory-database.ts';
import { testDatabaseType } from '../../open-test-database.ts';

const [alder, bex] = ['E10000001', 'E07000002'];
const codes = [alder, bex];
const first = 8;
let database: DataSource;
/** The last statement with its parameters. */
let last: { sql: string; parameters: unknown[] };

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importTwoCouncils(database);
  // Three of a decision, every fifth for a person, every tenth not settled; 12,000 of them with the first council.
  await database.query(`
    INSERT INTO recommendation (decision_reference, number, gss_code, council_type, kind, remedy, text, due_on, settled_on)
    WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < 12599)
    SELECT '19 00' || CAST(1000 + i / 3 AS TEXT), 1 + i % 3, CASE WHEN i < 12000 THEN '${alder}' ELSE '${bex}' END,
      'DISTRICT', CASE WHEN i % 5 = 0 THEN 'PERSONAL_REMEDY' ELSE 'SERVICE_IMPROVEMENT' END, 'Train', 'Train.',
      CAST(2016 + i / 3 % 5 AS TEXT) || '-0' || CAST(1 + i % 7 AS TEXT) || '-15',
      CASE WHEN i % 10 = 1 THEN NULL ELSE CAST(2016 + i / 3 % 5 AS TEXT) || '-0' || CAST(2 + i % 7 AS TEXT) || '-01' END
    FROM numbers`);
  // PostgreSQL knows nothing of the new rows yet, and has to read as few all the same.
  if (testDatabaseType === 'postgres') {
    await database.query('ALTER TABLE recommendation SET (autovacuum_enabled = false)');
  }
  const ignore = () => {};
  database.logger = {
    logQuery: (sql, parameters) => {
      if (!sql.startsWith('EXPLAIN')) last = { sql, parameters: parameters ?? [] };
    },
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
});
afterAll(() => database.destroy());

/** Keys of a council's improvements in order as JavaScript sorts them. */
async function everything(code: string, yearEnding: number | null): Promise<CursorKey[]> {
  const rows: { due: string; reference: string; number: number; settled: string | null }[] =
    await database.query(
      `SELECT due_on AS due, decision_reference AS reference, number, settled_on AS settled
       FROM recommendation WHERE gss_code = ? AND kind = 'SERVICE_IMPROVEMENT'`,
      [code],
    );
  const isIn = (settled: string | null) =>
    yearEnding === null ||
    (settled !== null && settled >= `${yearEnding - 1}-04-01` && settled <= `${yearEnding}-03-31`);
  return rows
    .filter(({ settled }) => isIn(settled))
    .map(({ due, reference, number }) => [due, reference, number])
    .toSorted((a, b) => (a.join(' ') < b.join(' ') ? 1 : -1));
}

/** How many blocks PostgreSQL reads for the last statement. The table has some hundreds. */
async function blocks(): Promise<number> {
  const rows: { 'QUERY PLAN': string }[] = await database.query(
    `EXPLAIN (ANALYZE, BUFFERS) ${last.sql}`,
    last.parameters,
  );
  // The first line on buffers is that of the whole plan.
  const line = rows.map((row) => row['QUERY PLAN']).find((text) => text.includes('Buffers:'));
  if (line === undefined) throw new Error('PostgreSQL explained nothing.');
  return [...line.matchAll(/(?:hit|read)=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0);
}

describe.each([2017, 2020, null])('service improvements of the year %s', (yearEnding) => {
  it('have the pages of the whole list, of which no more is read', async () => {
    const wholes = await Promise.all(codes.map((code) => everything(code, yearEnding)));
    expect(await countServiceImprovements(database, codes, yearEnding)).toEqual(
      new Map(codes.map((code, at) => [code, wholes[at]?.length])),
    );
    for (const depth of [null, 0, 50, 1000]) {
      const after = depth === null ? null : (wholes[0]?.[depth] ?? null);
      const page = await findServiceImprovements(database, codes, yearEnding, { first, after });
      for (const [at, whole] of wholes.entries()) {
        const rest = after ? whole.filter((key) => key.join(' ') < after.join(' ')) : whole;
        expect(
          page.filter(({ councilCode }) => councilCode === codes[at]).map(serviceImprovementKey),
        ).toEqual(rest.slice(0, first + 1));
      }
      // Two councils, for each of whose rows an index is descended into.
      if (testDatabaseType === 'postgres') {
        expect(await blocks()).toBeLessThan(2 * (first + 1) * 5 + 20);
      }
    }
  });
});
