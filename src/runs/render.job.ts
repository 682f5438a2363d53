import type { DataSource } from 'typeorm';
import { claimLetters, claimRun, keepLetters } from '../database/runs/render-queue.ts';
import { failRun, planRun } from '../database/runs/start-run.ts';
import { leaseMs } from '../database/work-lease.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { renderRun } from '../reports/runs/render-run.ts';
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

/** Batches under way at once where a thread helps. */
const atOnce = 2;

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

  /** Statements of one batch at a time: SQLite has one connection, on which they would stand in each other's transaction. */
  const inTurn = createTurns();
  const claim = () =>
    inTurn(async () => {
      const planned = await plan();
      return { planned, letters: await claimLetters(database, batchSize, claimant(), runId) };
    });

  const workOnBatch = async (): Promise<boolean> => {
    const { planned, letters } = await claim();
    if (letters.length === 0) return planned;
    const { rendered, failed, unasked } = await renderRun(engine, letters);
    const at = now().toISOString();
    await inTurn(() => keepLetters(database, rendered, failed, { holder, at }));
    onChange();
    const [first] = unasked;
    if (first !== undefined) {
      throw new Error(
        `[run] ${unasked.length} letters wait for their data, among them ${first.letterId}: ${first.reason}`,
      );
    }
    return true;
  };

  return {
    name: 'rendering',
    claims: ['run', 'letter'],
    async work(signal) {
      if (!engine.hasThread) return (await workOnBatch()) && !signal.aborted;
      // While the letters of one batch are kept, those of the other are made.
      let [did, failed] = [false, false];
      const goOn = async () => {
        while (!signal.aborted && !failed && (await workOnBatch())) did = true;
      };
      const ends = await Promise.allSettled(
        Array.from({ length: atOnce }, () =>
          goOn().catch((error: unknown) => {
            failed = true;
            throw error;
          }),
        ),
      );
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return did && !signal.aborted;
    },
  };
}

/** Runs pieces of work one after another, in the order in which they come. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
}
