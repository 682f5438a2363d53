import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { RunSettings } from '../config/run-settings.ts';
import { nextPublication, publishDue } from '../database/runs/publish-run.ts';
import { insertEvents } from '../database/runs/webhook-events.ts';
import { inWriteTransaction } from '../database/write-transaction.ts';
import type { WorkerJob } from './run-worker.ts';

/** What records publications. */
export interface PublicationOptions {
  /** The reports' database, on a connection that nothing else uses. */
  readonly database: DataSource;
  readonly settings: Pick<RunSettings, 'webhookUrls'>;
  readonly now?: () => Date;
  readonly onPublished?: () => void;
}

/** A moment nearer than this is waited for; others are looked at again. */
const nearMs = 1000;

/**
 * Records at its moment that a run is published, and tells who wants to be told. Letters are public from their moment on
 * whether this runs or not.
 */
export function createPublicationJob(options: PublicationOptions): WorkerJob {
  const { database, settings, now = () => new Date(), onPublished = () => {} } = options;
  return {
    name: 'publication',
    async work(signal) {
      const next = await nextPublication(database);
      if (next === null) return false;
      const waitMs = Date.parse(next) - now().getTime();
      if (waitMs > nearMs) return false;
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => {});
      if (signal.aborted || now().getTime() < Date.parse(next)) return false;
      const published = await inWriteTransaction(database, async ({ reports }) => {
        const at = now().toISOString();
        const runs = await publishDue(reports, at);
        for (const run of runs) {
          await insertEvents(reports, 'run.published', run, settings.webhookUrls, at);
        }
        return runs;
      });
      if (published.length > 0) onPublished();
      return published.length > 0;
    },
  };
}
