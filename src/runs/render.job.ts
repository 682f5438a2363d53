import type { DataSource } from 'typeorm';
import { dialectOf } from '../database/dialect.ts';
import { claimLetters, claimRun, keepLetters } from '../database/runs/render-queue.ts';
import { failRun, planRun } from '../database/runs/start-run.ts';
import { leaseMs } from '../database/work-lease.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import { batchSize } from '../reports/batches.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { type MadeLetters, renderRun } from '../reports/runs/render-run.ts';
import type { AskForRuns } from './create-differences.ts';
import { findRunCouncils } from './find-run-councils.ts';
import { createKeeper } from './keeper.ts';
import type { WorkerJob } from './run-worker.ts';

/** What rendering is made of. */
export interface RenderJobOptions {
  /** The reports' database, on a connection that nothing else uses. */
  readonly database: DataSource;
  readonly engine: ReportEngine;
  readonly ask: AskForRuns;
  readonly holder: string;
  readonly now?: () => Date;
  readonly leaseMs?: number;
  /** Only letters of this run. Default: of any. */
  readonly runId?: string;
  /** Told each time when some letters are kept. */
  readonly onChange?: () => void;
  /** Told when there are letters to be rendered, which others may help with. */
  readonly onPlanned?: () => void;
}

/** Looks up the councils of runs, and renders and keeps their letters. */
export function createRenderJob(options: RenderJobOptions): WorkerJob {
  const { database, engine, ask, holder, now = () => new Date(), leaseMs: ms = leaseMs } = options;
  const { runId, onChange = () => {}, onPlanned = () => {} } = options;
  const claimant = () => ({ holder, now: now(), leaseMs: ms });

  const plan = async (): Promise<boolean> => {
    const run = await claimRun(database, claimant());
    if (run === null) return false;
    const found = await findRunCouncils(engine, ask, run);
    const by = { holder, at: now().toISOString() };
    await inWriteTransaction<unknown>(database, ({ reports }) =>
      typeof found === 'string'
        ? failRun(reports, run.id, found, by)
        : planRun(reports, run, found, by),
    );
    onChange();
    onPlanned();
    return true;
  };

  // Letters are kept while others are made. Where several workers share them, none takes more than it
  // makes at a time.
  const { manyWorkers } = dialectOf(database);
  const most = batchSize * (manyWorkers ? (engine.hasThread ? 2 : 1) : 4);

  return {
    name: 'rendering',
    claims: ['run', 'letter'],
    async work(signal) {
      const planned = await plan();
      const letters = await claimLetters(database, most, claimant(), runId);
      const unasked: { letterId: string; reason: string }[] = [];
      const keeper = createKeeper(async (all: readonly MadeLetters[]) => {
        const rendered = all.flatMap((made) => made.rendered);
        const failed = all.flatMap((made) => made.failed);
        await keepLetters(database, rendered, failed, { holder, at: now().toISOString() });
        onChange();
      });
      try {
        for await (const made of renderRun(engine, letters)) {
          unasked.push(...made.unasked);
          keeper.add(made);
          if (signal.aborted) break;
        }
      } finally {
        await keeper.finish();
      }
      const [first] = unasked;
      if (first !== undefined) {
        throw new Error(
          `[run] ${unasked.length} letters wait for their data, among them ${first.letterId}: ${first.reason}`,
        );
      }
      return (planned || letters.length > 0) && !signal.aborted;
    },
  };
}
