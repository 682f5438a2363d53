import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../../src/database/imports/import-error.ts';
import { rebuildCompliance } from '../../src/database/rollups/compliance-rollup.ts';
import { rebuildCouncilFigures } from '../../src/database/rollups/council-figures.ts';
import { CouncilYears } from '../../src/database/rollups/council-years.ts';
import { rebuildDecisionRollups } from '../../src/database/rollups/decision-rollup.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import {
  decisionsHeader,
  importLines,
  importTwoCouncils,
  openMemoryDatabase,
  recommendationsHeader,
} from './memory-database.ts';

const serial = fc.integer({ min: 1, max: 6 }).map((number) => `19 000 00${number}`);
const date = fc.constantFrom('2018-03-31', '2018-04-01', '2019-03-31', '2019-04-01', '2020-05-05');
const laterDate = fc.constantFrom('2020-06-01', '2021-03-31', '2021-04-01');

const decision = fc
  .record({
    reference: serial,
    council: fc.constantFrom('E07000002', 'E10000001'),
    received: date,
    decided: fc.option(fc.constantFrom('2020-05-05', '2020-05-06')),
    subject: fc.constantFrom('HOUSING', 'OTHER'),
    outcome: fc.constantFrom('UPHELD', 'UPHELD', 'NOT_UPHELD', 'REFERRED_BACK'),
    remedied: fc.boolean(),
  })
  .map(({ reference, council, received, decided, subject, outcome, remedied }) => ({
    kind: 'decisions' as const,
    row: `${reference},${council},${received},${decided ?? ''},${subject},A,,${decided ? outcome : ''},${decided && outcome === 'UPHELD' && remedied},no,`,
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

const counted = [
  'decision_rollup',
  'decision_type_rollup',
  'compliance_outcome',
  'compliance_rollup',
  'council_figure',
];

async function readCounts(dataSource: DataSource) {
  const counts: Record<string, unknown[]> = {};
  for (const table of counted) {
    counts[table] = await dataSource.query(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`);
  }
  return counts;
}

/** Makes every count again from the decisions and recommendations alone. */
async function rebuildAll(dataSource: DataSource) {
  await inWriteTransaction(dataSource, async (runner) => {
    for (const table of counted) await runner.query(`DELETE FROM ${table}`);
    const all = new CouncilYears();
    for (const code of ['E07000002', 'E10000001']) {
      for (let year = 2017; year <= 2022; year += 1) all.add(code, year);
    }
    await rebuildDecisionRollups(runner, all);
    const rows: { reference: string }[] = await runner.query(
      'SELECT DISTINCT decision_reference AS reference FROM recommendation',
    );
    await rebuildCompliance(
      runner,
      rows.map(({ reference }) => reference),
    );
    await rebuildCouncilFigures(runner, all);
  });
}

describe('the counts kept beside decisions and recommendations', () => {
  it('are what counting everything again gives, after any sequence of imports', async () => {
    let outcomes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(decision, recommendation), { minLength: 1, maxLength: 25 }),
        async (steps) => {
          const dataSource = await openMemoryDatabase();
          try {
            await importTwoCouncils(dataSource);
            for (const { kind, row } of steps) {
              const header = kind === 'decisions' ? decisionsHeader : recommendationsHeader;
              // Steps that the imports refuse must leave the counts alone, too.
              await importLines(dataSource, kind, header, row).catch((error: unknown) => {
                if (!(error instanceof ImportError)) throw error;
              });
            }
            const kept = await readCounts(dataSource);
            outcomes += kept.compliance_outcome?.length ?? 0;
            await rebuildAll(dataSource);
            expect(kept).toEqual(await readCounts(dataSource));
          } finally {
            await dataSource.destroy();
          }
        },
      ),
      { numRuns: 40, seed: 2020 },
    );
    expect(outcomes).toBeGreaterThan(10);
  });
});
