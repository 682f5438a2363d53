import type { DataSource } from 'typeorm';
import { claimLetters, claimRun, keepLetters } from '../database/runs/render-queue.ts';
import { failRun, planRun } from '../database/runs/start-run.ts';
import { leaseMs } from '../database/work-lease.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { renderRun } from '../reports/runs/render-run.ts';
import { packBodies } from '../schema/reports/letter-bodies.ts';
import type { AskForRuns } from './create-differences.ts';
import { findRunCouncils } from './find-run-councils.ts';
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
  /** Told after each batch. */
  readonly onChange?: () => void;
  /** Told when there are letters to be rendered, which others may help with. */
  readonly onPlanned?: () => void;
}

/** Letters rendered together: their data is asked for together, by the engine as many at a time. */
const batchSize = 120;

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

  return {
    name: 'rendering',
    claims: ['run', 'letter'],
    async work(signal) {
      const planned = await plan();
      const letters = await claimLetters(database, batchSize, claimant(), runId);
      if (letters.length === 0) return planned;
      const { rendered, failed, unasked } = await renderRun(engine, letters, packBodies);
      await keepLetters(database, rendered, failed, { holder, at: now().toISOString() });
      onChange();
      const [first] = unasked;
      if (first !== undefined) {
        throw new Error(
          `[run] ${unasked.length} letters wait for their data, among them ${first.letterId}: ${first.reason}`,
        );
      }
      return !signal.aborted;
    },
  };
}
