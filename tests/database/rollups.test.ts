import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportError } from '../../src/database/imports/import-error.ts';
import { rebuildAll } from '../../src/database/rollups/rebuild-all.ts';
import { withdrawDecision } from '../../src/database/withdraw-decision.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import {
  councilsHeader,
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
  recommendationsHeader,
} from './memory-database.ts';

const serial = fc.integer({ min: 1, max: 6 }).map((number) => `19 000 00${number}`);
const date = fc.constantFrom('2018-03-31', '2018-04-01', '2019-03-31', '2019-04-01', '2020-03-31');
const laterDate = fc.constantFrom('2020-06-01', '2021-03-31', '2021-04-01');

/** A decision that is new, or that corrects its council, its dates, its subject, its category or its outcome. */
const decision = fc
  .record({
    reference: serial,
    council: fc.constantFrom('E07000002', 'E10000001'),
    received: date,
    decided: fc.option(fc.constantFrom('2020-03-31', '2020-04-01')),
    subject: fc.constantFrom('HOUSING', 'OTHER'),
    category: fc.constantFrom('Housing,', 'Housing,Allocations', 'Planning,Enforcement'),
    outcome: fc.constantFrom('UPHELD', 'UPHELD', 'UPHELD', 'NOT_UPHELD', 'REFERRED_BACK'),
    remedied: fc.boolean(),
  })
  .map(({ reference, council, received, decided, subject, category, outcome, remedied }) => ({
    kind: 'decisions' as const,
    row: `${reference},${council},${received},${decided ?? ''},${subject},${category},${decided ? outcome : ''},${decided && outcome === 'UPHELD' && remedied},no,`,
  }));

const recommendation = fc
  .record({
    reference: serial,
    number: fc.integer({ min: 1, max: 2 }),
    settled: fc.option(laterDate),
    isMissed: fc.boolean(),
  })
  .map(({ reference, number, settled, isMissed }) => {
    const complied = settled && settled > '2020-07-01' ? 'LATE' : 'ON_TIME';
    const compliance = settled ? (isMissed ? 'NOT_COMPLIED' : complied) : '';
    return {
      kind: 'recommendations' as const,
      row: `${reference},${number},PERSONAL_REMEDY,Apology,Say sorry,2020-07-01,${settled ?? ''},${compliance}`,
    };
  });

const withdrawal = serial.map((reference) => ({ kind: 'withdrawal' as const, row: reference }));

/** The district becomes a unitary, or the other way round: later decisions are averaged with others. */
const changeOfType = fc.constantFrom('DISTRICT', 'UNITARY').map((type) => ({
  kind: 'councils' as const,
  row: `E07000002,bex,Bex Council,Bex,${type},South East,50000,51.5,0.5,,,,`,
}));

type Step =
    | typeof decision
    | typeof recommendation
    | typeof withdrawal
    | typeof changeOfType extends fc.Arbitrary<infer S>
    ? S
    : never;

const headers = {
  decisions: decisionsHeader,
  recommendations: recommendationsHeader,
  councils: councilsHeader,
};

async function take(dataSource: DataSource, { kind, row }: Step): Promise<void> {
  if (kind === 'withdrawal') {
    const origin = { by: 'user test', at: '2026-01-01T00:00:00.000Z', file: null };
    await inWriteTransaction(dataSource, (runner) => withdrawDecision(runner, row, 'test', origin));
    return;
  }
  // Steps that the imports refuse must leave the counts alone, too.
  await importLines(dataSource, kind, headers[kind], row).catch((error: unknown) => {
    if (!(error instanceof ImportError)) throw error;
  });
}

const rebuild = (dataSource: DataSource) =>
  inWriteTransaction(dataSource, (runner) => rebuildAll(runner));

/** What of a rebuild's findings differed from what was kept. */
const differences = (tables: Awaited<ReturnType<typeof rebuildAll>>) =>
  tables.filter(({ made, dropped }) => made + dropped > 0);

const emptied = ['decision', 'recommendation', 'decision_correction', 'recommendation_correction'];

/** How many sequences are tried. `REDRESS_FIGURE_RUNS` sets another number. */
const numRuns = Number(process.env.REDRESS_FIGURE_RUNS ?? 60);

describe('the counts kept beside decisions and recommendations', () => {
  let dataSource: DataSource;
  beforeAll(async () => {
    dataSource = await openMemoryDatabase();
  });
  afterAll(() => dataSource.destroy());

  it('are what counting everything again gives, after any sequence of inserts, corrections and deletions', async () => {
    const seen = { outcomes: 0, withdrawals: 0, corrections: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 6, arbitrary: decision },
            { weight: 6, arbitrary: recommendation },
            { weight: 2, arbitrary: withdrawal },
            { weight: 1, arbitrary: changeOfType },
          ),
          { minLength: 1, maxLength: 40, size: 'max' },
        ),
        async (steps) => {
          for (const table of emptied) await dataSource.query(`DELETE FROM ${table}`);
          await rebuild(dataSource);
          await importTwoCouncils(dataSource);
          for (const step of steps) await take(dataSource, step);
          const tables = await rebuild(dataSource);
          expect(differences(tables)).toEqual([]);
          expect(tables.map(({ table }) => table)).toEqual([
            'decision_council',
            'recommendation_council',
            'decision_category_rollup',
            'decision_rollup',
            'decision_type_rollup',
            'compliance_outcome',
            'compliance_rollup',
            'council_figure',
          ]);
          seen.outcomes += tables.find(({ table }) => table === 'compliance_outcome')?.rows ?? 0;
          const kinds: { kind: string }[] = await dataSource.query(
            'SELECT kind FROM decision_correction',
          );
          seen.withdrawals += kinds.filter(({ kind }) => kind === 'WITHDRAWN').length;
          seen.corrections += kinds.filter(({ kind }) => kind === 'CORRECTED').length;
        },
      ),
      { numRuns, seed: 2020 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(numRuns / 6);
  });
});

describe('rebuilding counts', () => {
  it('puts right what is wrong, says what it was, and then finds nothing', async () => {
    const dataSource = await openMemoryDatabase();
    try {
      await importTwoCouncils(dataSource);
      await importLines(
        dataSource,
        'decisions',
        decisionsHeader,
        '19 000 001,E07000002,2019-05-01,2019-09-01,HOUSING,Housing,,UPHELD,no,no,',
        '19 000 002,E10000001,2019-05-01,2019-09-01,HOUSING,Housing,,NOT_UPHELD,no,no,',
      );
      await dataSource.query("UPDATE decision_rollup SET upheld = 7 WHERE gss_code = 'E07000002'");
      await dataSource.query("DELETE FROM council_figure WHERE gss_code = 'E10000001'");
      await dataSource.query(
        "INSERT INTO compliance_rollup (gss_code, year_ending, council_type, on_time, late, not_complied) VALUES ('E07000002', 2019, 'DISTRICT', 1, 0, 0)",
      );
      expect(differences(await rebuild(dataSource))).toEqual([
        {
          table: 'decision_rollup',
          rows: 2,
          made: 1,
          dropped: 1,
          examples: ['E07000002 2020'],
        },
        {
          table: 'compliance_rollup',
          rows: 0,
          made: 0,
          dropped: 1,
          examples: ['E07000002 2019'],
        },
        {
          table: 'council_figure',
          rows: 2,
          made: 1,
          dropped: 0,
          examples: ['E10000001 2020'],
        },
      ]);
      expect(differences(await rebuild(dataSource))).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
