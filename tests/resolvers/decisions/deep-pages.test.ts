import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observeStatements } from '../../../src/database/observe-statements.ts';
import {
  defaultDecisionOrder,
  findDecisions,
  findDecisionsByCouncil,
} from '../../../src/resolvers/decisions/decision.repository.ts';
import { decisionKey } from '../../../src/resolvers/decisions/decision-page.ts';
import type { DecisionFilter } from '../../../src/schema/decisions/decision-filter.input.ts';
import type { DecisionOrder } from '../../../src/schema/decisions/decision-order.input.ts';
import { importTwoCouncils, openMemoryDatabase } from '../../database/memory-database.ts';
import { testDatabaseType } from '../../open-test-database.ts';

const rows = 20_000;
const bex = 'E07000002';
const first = 20;
let database: DataSource;
/** The last statement with its parameters. */
let last: { sql: string; parameters: unknown[] };

beforeAll(async () => {
  database = await openMemoryDatabase();
  await importTwoCouncils(database);
  // Every tenth case is open; the others were decided on one of 1,000 days, six of them on a day.
  const serial = "SUBSTR('000000' || CAST(i AS TEXT), LENGTH(CAST(i AS TEXT)) + 1)";
  const day = (number: string) =>
    `CAST(2000 + ${number} / 100 AS TEXT) || '-01-' || CAST(10 + ${number} % 20 AS TEXT)`;
  await database.query(`
    INSERT INTO decision (reference, gss_code, council_type, received_on, decided_on, received_year, decided_year,
      subject, category, outcome)
    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${rows})
    SELECT SUBSTR(${serial}, 1, 2) || ' ' || SUBSTR(${serial}, 3), CASE WHEN i % 3 = 0 THEN 'E10000001' ELSE '${bex}' END,
      'DISTRICT', ${day('(i % 1000)')}, CASE WHEN i % 10 = 0 THEN NULL ELSE ${day('(i % 997)')} END,
      2000 + i % 10, CASE WHEN i % 10 = 0 THEN NULL ELSE 2000 + i % 7 END,
      'HOUSING', 'Housing', CASE WHEN i % 10 = 0 THEN NULL ELSE 'UPHELD' END
    FROM numbers`);
  if (testDatabaseType === 'postgres') await database.query('VACUUM ANALYZE decision');
  const { driver } = database;
  const createQueryRunner = driver.createQueryRunner.bind(driver);
  driver.createQueryRunner = (mode) => {
    const runner = createQueryRunner(mode);
    const query = runner.query.bind(runner);
    runner.query = (...args: Parameters<typeof query>) => {
      if (!args[0].startsWith('EXPLAIN')) last = { sql: args[0], parameters: args[1] ?? [] };
      return query(...args);
    };
    return runner;
  };
});
afterAll(() => database.destroy());

const lists: [string, DecisionFilter, Partial<DecisionOrder>][] = [
  ['all, the latest first', {}, {}],
  ['all, the earliest first', {}, { direction: 'ASC' }],
  ['all by receipt', {}, { field: 'RECEIVED_ON' }],
  ['all by reference', {}, { field: 'REFERENCE', direction: 'ASC' }],
  ['those of a council', { councils: [bex] }, {}],
  ['those of a year', { yearEnding: 2003 }, {}],
  ['those of a category', { categories: ['Housing'] }, { direction: 'ASC' }],
  ['those upheld', { outcomes: ['UPHELD'] }, {}],
];

/** The list in order as JavaScript sorts it, to be compared with the pages. */
async function everything(filter: DecisionFilter, order: DecisionOrder): Promise<string[]> {
  const found: { reference: string; date: string | null }[] = await database.query(
    `SELECT reference, ${order.field === 'RECEIVED_ON' ? 'received_on' : order.field === 'REFERENCE' ? 'NULL' : 'decided_on'} AS date
     FROM decision WHERE gss_code IN ('${bex}', ?) AND (decided_year = ? OR ? = 0) AND (outcome = ? OR ? = '')`,
    [
      filter.councils ? bex : 'E10000001',
      filter.yearEnding ?? 0,
      filter.yearEnding ?? 0,
      filter.outcomes?.[0] ?? '',
      filter.outcomes?.[0] ?? '',
    ],
  );
  const sign = order.direction === 'ASC' ? 1 : -1;
  const keys = found.map(({ reference, date }) => ({
    reference,
    key: `${date ?? ''} ${reference}`,
    isOpen: date === null,
  }));
  return keys
    .toSorted((a, b) => Number(a.isOpen) - Number(b.isOpen) || sign * (a.key < b.key ? -1 : 1))
    .map(({ reference }) => reference);
}

/** What the last statement costs: blocks that PostgreSQL reads, or what SQLite says it does. */
async function blocks(): Promise<number> {
  const [row]: { 'QUERY PLAN': unknown }[] = await database.query(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${last.sql}`,
    last.parameters,
  );
  const explained = row?.['QUERY PLAN'] as
    | { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[]
    | undefined;
  const plan = explained?.[0]?.Plan;
  if (plan === undefined) throw new Error('PostgreSQL explained nothing.');
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

async function steps(): Promise<string[]> {
  const found: { detail: string }[] = await database.query(
    `EXPLAIN QUERY PLAN ${last.sql}`,
    last.parameters,
  );
  return found.map(({ detail }) => detail);
}

describe.each(lists)('decisions, %s', (_name, filter, part) => {
  const order: DecisionOrder = { ...defaultDecisionOrder(), ...part };

  it('have the pages of the whole list, each as cheap as the first', async () => {
    const whole = await everything(filter, order);
    const start = await findDecisions(database, filter, order, { first, after: null });
    expect(start.slice(0, first).map(({ reference }) => reference)).toEqual(whole.slice(0, first));
    const cost = testDatabaseType === 'postgres' ? await blocks() : 0;
    const depths = [0.5, 0.89, 0.95].map((share) => Math.floor(whole.length * share));
    for (const depth of depths) {
      const before = await database
        .getRepository('Decision')
        .findOneByOrFail({ reference: whole[depth] });
      const after = decisionKey(before as Parameters<typeof decisionKey>[0], order);
      const page = await findDecisions(database, filter, order, { first, after });
      expect(page.slice(0, first).map(({ reference }) => reference)).toEqual(
        whole.slice(depth + 1, depth + 1 + first),
      );
      expect(page.length).toBeGreaterThan(first);
      if (testDatabaseType === 'postgres') {
        expect(await blocks()).toBeLessThanOrEqual(2 * cost);
      } else {
        const plan = await steps();
        // Every read of decisions begins at a place in an index, and nothing is sorted.
        expect(plan.filter((step) => /\b[pd]\b/.test(step) && !step.startsWith('SEARCH'))).toEqual(
          [],
        );
        expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
        expect(plan.join('\n')).toMatch(/\(\w+,reference\)[<>]|reference[<>]\?/);
      }
    }
  });
});

describe('decisions of councils', () => {
  it('are read page by page without the others, in one statement', async () => {
    const order = defaultDecisionOrder();
    const statements: string[] = [];
    observeStatements(database, (sql) => {
      statements.push(sql);
      return undefined;
    });
    const codes = [bex, 'E10000001'];
    const page = await findDecisionsByCouncil(database, codes, {}, order, { first, after: null });
    expect(statements).toHaveLength(1);
    for (const code of codes) {
      const own = page.filter(({ councilCode }) => councilCode === code).slice(0, first);
      const alone = await findDecisions(database, { councils: [code] }, order, {
        first,
        after: null,
      });
      expect(own).toEqual(alone.slice(0, first));
    }
    await findDecisionsByCouncil(database, codes, {}, order, { first, after: null });
    if (testDatabaseType === 'postgres') {
      // A descent into an index costs 3 blocks; the table has some hundreds.
      expect(await blocks()).toBeLessThan(2 * 2 * (first + 1) * 5);
    } else {
      expect(
        (await steps()).filter((step) => /\b[pdc]\b/.test(step) && !step.startsWith('SEARCH')),
      ).toEqual([]);
    }
  });
});
