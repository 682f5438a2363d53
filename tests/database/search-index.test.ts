import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dialectOf } from '../../src/database/dialect.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { withdrawDecision } from '../../src/database/withdraw-decision.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { countDecisions } from '../../src/resolvers/decisions/decision.repository.ts';
import { testDatabaseType } from '../open-test-database.ts';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
} from './memory-database.ts';

const vocabulary = ['alder', 'birch', 'cedar', 'damson', 'elm'];
const serial = fc.integer({ min: 1, max: 8 }).map((number) => `19 000 00${number}`);
const summary = fc.option(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 6 }));

/** One file that brings decisions or corrects them, a withdrawal, or a file that is refused after its first rows. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .uniqueArray(fc.tuple(serial, summary), { minLength: 1, maxLength: 4, selector: ([s]) => s })
      .map((rows) => ({ kind: 'import' as const, rows })),
  },
  { weight: 2, arbitrary: serial.map((reference) => ({ kind: 'withdrawal' as const, reference })) },
  { weight: 1, arbitrary: serial.map((reference) => ({ kind: 'refused' as const, reference })) },
);

const line = (reference: string, words: readonly string[] | null, code = 'E07000002') =>
  `${reference},${code},2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,${words?.join(' ') ?? ''}`;

let dataSource: DataSource;
beforeAll(async () => {
  dataSource = await openMemoryDatabase();
  await importTwoCouncils(dataSource);
});
afterAll(() => dataSource.destroy());

const importRows = (...rows: string[]) =>
  importLines(dataSource, 'decisions', decisionsHeader, ...rows);

const withdraw = (reference: string) =>
  inWriteTransaction(dataSource, (runner) =>
    withdrawDecision(runner, reference, 'test', {
      by: 'user test',
      at: '2026-01-01T00:00:00.000Z',
      file: null,
    }),
  );

/** How many decisions have each word, by the index. */
const byIndex = () => Promise.all(vocabulary.map((words) => countDecisions(dataSource, { words })));

/** How many have it, by reading them all. */
async function byReading(): Promise<number[]> {
  const rows: { summary: string | null }[] = await dataSource.query('SELECT summary FROM decision');
  return vocabulary.map(
    (word) => rows.filter((row) => row.summary?.split(' ').includes(word)).length,
  );
}

/** Every word of SQLite's index with its row and place, once SQLite has found nothing wrong with it. */
async function entries(): Promise<unknown[]> {
  if (testDatabaseType === 'postgres') return [];
  await dataSource.query(
    "INSERT INTO decision_search (decision_search, rank) VALUES ('integrity-check', 1)",
  );
  await dataSource.query(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'decision_search', 'instance')",
  );
  return dataSource.query('SELECT * FROM temp.words ORDER BY term, doc, "offset"');
}

const rebuild = () =>
  inWriteTransaction(dataSource, ({ decisions }) =>
    dialectOf(decisions).rebuildSearchIndex(decisions),
  );

describe('the index of words', () => {
  it('is what indexing everything again gives, after any sequence of imports, corrections and withdrawals', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await dataSource.query('DELETE FROM decision');
        for (const taken of steps) {
          if (taken.kind === 'import') await importRows(...taken.rows.map((row) => line(...row)));
          else if (taken.kind === 'withdrawal') await withdraw(taken.reference);
          else {
            const unknown = line('19 000 009', ['elm'], 'E07000009');
            await expect(importRows(line(taken.reference, ['elm']), unknown)).rejects.toThrow();
          }
        }
        const [kept, counts] = [await entries(), await byIndex()];
        expect(counts).toEqual(await byReading());
        await rebuild();
        expect(await entries()).toEqual(kept);
        expect(await byIndex()).toEqual(counts);
      }),
      { numRuns: Number(process.env.REDRESS_FIGURE_RUNS ?? 30), seed: 2020 },
    );
  });

  it.runIf(testDatabaseType === 'sqlite')(
    'is made again at the next start where the table of decisions was copied',
    async () => {
      await dataSource.query('DELETE FROM decision');
      await importRows(line('19 000 001', ['alder']), line('19 000 002', ['birch']));
      await withdraw('19 000 001');
      // What TypeORM does on SQLite to change a column: rows get other numbers, triggers are gone.
      for (const statement of [
        'CREATE TABLE copied AS SELECT * FROM decision',
        'DROP TRIGGER decision_search_insert',
        'DROP TRIGGER decision_search_update',
        'DROP TRIGGER decision_search_delete',
        'DELETE FROM decision',
        'INSERT INTO decision SELECT * FROM copied',
        'DROP TABLE copied',
      ]) {
        await dataSource.query(statement);
      }
      expect(await migrateDatabase(dataSource)).toEqual([]);
      expect(await byIndex()).toEqual([0, 1, 0, 0, 0]);
      await importRows(line('19 000 002', ['cedar']));
      expect(await byIndex()).toEqual([0, 0, 1, 0, 0]);
      await entries();
    },
  );
});
