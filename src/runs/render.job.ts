import type { DataSource } from 'typeorm';
import { dialectOf } from '../database/dialect.ts';
import {
  claimLetters,
  claimRun,
  keepLetters,
  lettersToClaim,
} from '../database/runs/render-queue.ts';
import { failRun, planRun, randomId } from '../database/runs/start-run.ts';
import { leaseMs } from '../database/work-lease.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import { batchSize } from '../reports/batches.ts';
import type { ReportEngine } from '../reports/report-engine.ts';
import { type MadeLetters, type OrderedLetter, renderRun } from '../reports/runs/render-run.ts';
import type { AskForRuns } from './create-differences.ts';
import { findRunCouncils } from './find-run-councils.ts';
import { createKeeper } from './keeper.ts';
import type { WorkerJob } from './run-worker.ts';

/** What rendering is made of. */
export interface RenderJobOptions {
  /** The reports' database, on a connection that nothing else uses. */
  readonly database: DataSource;
  readonly engine: ReportEngine;
  /** Opens a way of asking for the councils of one run. */
  readonly openAsk: () => AskForRuns;
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

/** A run whose councils are known. */
interface Plan {
  /** Those that this worker makes first. */
  readonly letters: readonly OrderedLetter[];
  /** When its letters are written, and can be kept. They are made meanwhile. */
  readonly written: Promise<void>;
}

/** Looks up the councils of runs, and renders and keeps their letters. */
export function createRenderJob(options: RenderJobOptions): WorkerJob {
  const {
    database,
    engine,
    openAsk,
    holder,
    now = () => new Date(),
    leaseMs: ms = leaseMs,
  } = options;
  const { runId, onChange = () => {}, onPlanned = () => {} } = options;
  const claimant = () => ({ holder, now: now(), leaseMs: ms });

  // Letters are kept while others are made. Where several workers share them, none takes more than it
  // makes at a time.
  const { manyWorkers } = dialectOf(database);
  const most = batchSize * (manyWorkers ? (engine.hasThread ? 2 : 1) : 4);

  const plan = async (): Promise<Plan | null> => {
    const run = await claimRun(database, claimant());
    if (run === null) return null;
    const found = await findRunCouncils(engine, openAsk(), run);
    const letters =
      typeof found === 'string' ? [] : found.map((council) => ({ ...council, id: randomId() }));
    const isWanted = runId === undefined || runId === run.id;
    const claimed = isWanted ? lettersToClaim(database, most, letters.length) : 0;
    const write = async () => {
      await inWriteTransaction<unknown>(database, ({ reports }) =>
        typeof found === 'string'
          ? failRun(reports, run.id, found, { holder, at: now().toISOString() })
          : planRun(reports, run, letters, claimant(), claimed),
      );
      onChange();
      onPlanned();
    };
    const written = write();
    // Whoever makes the letters is told.
    written.catch(() => {});
    const { reportName, yearEnding } = run;
    const mine = letters.slice(0, claimed);
    return {
      letters: mine.map(({ id, slug }) => ({ id, reportName, yearEnding, councilSlug: slug })),
      written,
    };
  };

  return {
    name: 'rendering',
    claims: ['run', 'letter'],
    async work(signal) {
      const planned = await plan();
      const letters = planned?.letters ?? (await claimLetters(database, most, claimant(), runId));
      const unasked: { letterId: string; reason: string }[] = [];
      const keeper = createKeeper(async (all: readonly MadeLetters[]) => {
        await planned?.written;
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
        // Nothing of it may go on when the next work begins on the same connection.
        await planned?.written.catch(() => {});
        await keeper.finish();
      }
      await planned?.written;
      const [first] = unasked;
      if (first !== undefined) {
        throw new Error(
          `[run] ${unasked.length} letters wait for their data, among them ${first.letterId}: ${first.reason}`,
        );
      }
      return (planned !== null || letters.length > 0) && !signal.aborted;
    },
  };
}
