import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assembleRedress, type Redress } from '../../src/composition/assemble-redress.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import type { ReportEngine } from '../../src/reports/report-engine.ts';
import { createRenderJob } from '../../src/runs/render.job.ts';
import { Letter } from '../../src/schema/reports/letter.entity.ts';
import { StatementCounter } from '../e2e/statement-counter.ts';
import { openSampleDatabase, type SampleDatabase } from '../open-sample-database.ts';

const logger = { error: () => {}, warn: () => {}, info: () => {} };
const counter = new StatementCounter();
const { signal } = new AbortController();

let sample: SampleDatabase;
let redress: Redress;
let writing: SampleDatabase['dataSource'];
beforeEach(async () => {
  sample = await openSampleDatabase({ writable: true, logging: counter });
  redress = assembleRedress(sample.dataSource, 'https://redress.example.org', logger);
  writing = await openDatabase({ url: sample.url });
});
afterEach(async () => {
  await writing.destroy();
  await redress.bell.close();
  await sample.close();
});

/** An engine that says when the first letters are made, and what was done before they are kept. */
function watchEngine(engine: ReportEngine, whenMade: () => Promise<void>): ReportEngine {
  return {
    ...engine,
    async *sealInBatches(...order) {
      for await (const batch of engine.sealInBatches(...order)) {
        await whenMade();
        yield batch;
      }
    },
  };
}

const start = (codes?: readonly string[]) =>
  redress.runs.startRun({
    report: 'annual-letter',
    yearEnding: 2020,
    councils: codes === undefined ? null : { codes: [...codes] },
    by: 'user starter',
  });

describe('the job that renders', () => {
  it('makes the first letters of a run while they are written down, and keeps them all', async () => {
    const { engine, openAskForRuns: openAsk } = redress;
    const run = await start(['E08000035', 'E10000016']);
    // Another writer holds up whoever wants to write the letters down.
    const other = await openDatabase({ url: sample.url });
    let openAsked = 0;
    const lettersAtFirst: number[] = [];
    const job = createRenderJob({
      database: writing,
      holder: 'worker-1',
      openAsk: () => {
        openAsked += 1;
        return async (...question) => {
          const answer = await openAsk()(...question);
          await other.query('BEGIN IMMEDIATE');
          return answer;
        };
      },
      engine: watchEngine(engine, async () => {
        lettersAtFirst.push(await other.getRepository(Letter).countBy({ runId: run.id }));
        await other.query('ROLLBACK');
      }),
    });
    while (await job.work(signal));
    await other.destroy();
    expect(openAsked).toBe(1);
    expect(lettersAtFirst).toEqual([0]);
    expect((await redress.runs.standings([run.id])).get(run.id)).toMatchObject({
      total: 2,
      rendered: 2,
      pending: 0,
    });
  });

  it('keeps no letter of a run that another worker took over meanwhile', async () => {
    const { engine, openAskForRuns: openAsk } = redress;
    const run = await start(['E08000035']);
    const job = createRenderJob({
      database: writing,
      holder: 'worker-1',
      openAsk:
        () =>
        async (...question) => {
          await writing.query("UPDATE run SET lease_holder = 'worker-2' WHERE id = ?", [run.id]);
          return openAsk()(...question);
        },
      engine,
    });
    expect(await job.work(signal)).toBe(true);
    expect(await writing.getRepository(Letter).countBy({ runId: run.id })).toBe(0);
  });

  it('fails where the letters cannot be written down, and makes them when it works again', async () => {
    const { engine, openAskForRuns: openAsk } = redress;
    const run = await start(['E08000035']);
    const job = createRenderJob({ database: writing, holder: 'worker-1', openAsk, engine });
    await writing.query('ALTER TABLE letter_transition RENAME TO elsewhere');
    await expect(job.work(signal)).rejects.toThrow('letter_transition');
    expect(await writing.getRepository(Letter).countBy({ runId: run.id })).toBe(0);
    await writing.query('ALTER TABLE elsewhere RENAME TO letter_transition');
    await writing.query('UPDATE run SET lease_holder = NULL, lease_until = NULL');
    while (await job.work(signal));
    expect((await redress.runs.standings([run.id])).get(run.id)).toMatchObject({ rendered: 1 });
  });

  it('reads what all councils have in common once, however many pages they take', async () => {
    const { engine, openAskForRuns: openAsk } = redress;
    const run = await start();
    let pages = 0;
    const job = createRenderJob({
      database: writing,
      holder: 'worker-1',
      openAsk: () => {
        const ask = openAsk();
        return (...question) => {
          pages += 1;
          return ask(...question);
        };
      },
      engine: {
        ...engine,
        // biome-ignore lint/correctness/useYield: no letter is made.
        async *sealInBatches() {
          throw new Error('looked up');
        },
      },
    });
    counter.statements.length = 0;
    await expect(job.work(signal)).rejects.toThrow('looked up');
    expect(pages).toBe(4);
    const reads = (table: string) =>
      counter.statements.filter(
        (sql) => sql.includes(`FROM ${table}`) || sql.includes(`FROM "${table}"`),
      );
    expect(reads('decision_council')).toHaveLength(1);
    expect(reads('decision_type_rollup')).toHaveLength(1);
    expect((await redress.runs.standings([run.id])).get(run.id)?.total).toBeGreaterThan(300);
  });
});
