import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepClaims, releaseClaims } from '../../src/database/work-lease.ts';
import {
  defaultDecisionOrder,
  findDecisions,
  findPublicReports,
} from '../../src/resolvers/decisions/decision.repository.ts';
import { findRollups } from '../../src/resolvers/decisions/performance.repository.ts';
import {
  findComplianceRollups,
  sumComplianceRollups,
} from '../../src/resolvers/recommendations/compliance.repository.ts';
import {
  findRecommendations,
  findServiceImprovements,
} from '../../src/resolvers/recommendations/recommendation.repository.ts';
import { DecisionOrderField } from '../../src/schema/decisions/decision-order.input.ts';
import { openSampleDatabase, type SampleDatabase } from '../open-sample-database.ts';

const asked: { sql: string; parameters: unknown[] }[] = [];
let sample: SampleDatabase;
beforeAll(async () => {
  const ignore = () => {};
  sample = await openSampleDatabase({
    logging: {
      logQuery: (sql, parameters) => asked.push({ sql, parameters: parameters ?? [] }),
      logQueryError: ignore,
      logQuerySlow: ignore,
      logSchemaBuild: ignore,
      logMigration: ignore,
      log: ignore,
    },
  });
});
afterAll(() => sample.close());

/** What SQLite says about how it answers the statements of a question. */
async function explain(ask: (database: DataSource) => Promise<unknown>): Promise<string> {
  asked.length = 0;
  await ask(sample.dataSource);
  const steps: { detail: string }[] = [];
  for (const { sql, parameters } of [...asked]) {
    steps.push(...(await sample.dataSource.query(`EXPLAIN QUERY PLAN ${sql}`, parameters)));
  }
  return steps.map(({ detail }) => detail).join('\n');
}

const page = { first: 20, after: null };
const order = defaultDecisionOrder();
const dartford = ['E07000107'];
const claimant = { holder: 'worker', now: new Date(0) };

describe('the indexes', () => {
  it.each<[string, (database: DataSource) => Promise<unknown>, string]>([
    ['a page of decisions', (db) => findDecisions(db, {}, order, page), 'decision_decided'],
    [
      'a page of decisions by date of receipt',
      (db) => findDecisions(db, {}, { ...order, field: DecisionOrderField.RECEIVED_ON }, page),
      'decision_received',
    ],
    [
      'a page of a council’s decisions',
      (db) => findDecisions(db, { councils: dartford }, order, page),
      'decision_council_decided',
    ],
    [
      'a page of a year’s decisions',
      (db) => findDecisions(db, { yearEnding: 2020 }, order, page),
      'decision_decided_year',
    ],
    [
      'a page of a category’s decisions',
      (db) => findDecisions(db, { categories: ['Housing'] }, order, page),
      'decision_category',
    ],
  ])('put %s in order without sorting', async (_what, ask, index) => {
    const plan = await explain(ask);
    expect(plan).toMatch(
      new RegExp(
        `SEARCH p USING (COVERING )?INDEX ${index}\\b|SCAN p USING (COVERING )?INDEX ${index}\\b`,
      ),
    );
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it.each<[string, number | null, string]>([
    ['of a year', 2020, 'recommendation_council_year_due'],
    ['of all years', null, 'recommendation_council_due'],
  ])(
    'give a council’s last improvements %s in order, without ranking the rest',
    async (_what, year, index) => {
      const after = ['2020-01-31', '19 000 100', 1];
      for (const asked of [page, { ...page, after }]) {
        const plan = await explain((db) => findServiceImprovements(db, dartford, year, asked));
        expect(plan).toMatch(
          new RegExp(`SEARCH p USING COVERING INDEX ${index} \\(gss_code=\\? AND kind=\\?`),
        );
        expect(plan).toMatch(
          /SEARCH r USING INDEX sqlite_autoindex_recommendation_1 \(decision_reference=\?\)/,
        );
        // Only the few that are given are sorted.
        expect(plan.split('\n').filter((step) => !/^SEARCH|LIST SUBQUERY/.test(step))).toEqual([
          'USE TEMP B-TREE FOR json_group_array(ORDER BY)',
          'SCAN json_each VIRTUAL TABLE INDEX 1:',
        ]);
        expect(plan).not.toMatch(/SCAN (r|p|c)\b/);
      }
    },
  );

  it.each<[string, (database: DataSource) => Promise<unknown>]>([
    ['a council’s public reports', (db) => findPublicReports(db, dartford, 2020)],
    ['a council’s figures', (db) => findRollups(db, dartford, [2020])],
    ['a council’s compliance', (db) => findComplianceRollups(db, dartford, [2020])],
    ['a year’s compliance', (db) => sumComplianceRollups(db, [2020])],
    ['a decision’s recommendations', (db) => findRecommendations(db, ['19 000 100'])],
  ])('find %s without reading a whole table', async (_what, ask) => {
    const plan = await explain(ask);
    expect(plan).toMatch(/SEARCH \w+ USING (COVERING )?INDEX/);
    expect(plan).not.toMatch(/SCAN (d|r|p|Decision|Recommendation|\w*Rollup)\b/);
  });

  it.each<[string, (database: DataSource) => Promise<unknown>]>([
    ['says that its letters are still held', (db) => keepClaims(db, 'letter', claimant)],
    ['gives its letters back', (db) => releaseClaims(db, 'letter', claimant.holder)],
  ])('find the letters of a worker that %s among all there are', async (_what, ask) => {
    // The sample is not to be written: it is known all the same what would be asked.
    const plan = await explain((db) => expect(ask(db)).rejects.toThrow('readonly'));
    expect(plan).toContain('USING INDEX letter_lease');
  });
});
