import type { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.ts';
import { type OwnConnection, openOwnConnection } from '../database/own-connection.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import { createPublicationJob } from '../runs/publication.job.ts';
import { createRenderJob } from '../runs/render.job.ts';
import { nameWorker, runWorker } from '../runs/run-worker.ts';
import { WakeUp } from '../runs/wake-up.ts';
import { createWebhookJob } from '../runs/webhook.job.ts';
import type { Redress } from './assemble-redress.ts';
import { createDelivery, type DeliverySettings } from './delivery.ts';

/** A worker that works. */
export interface RunningWorker {
  /** Ends it when it is done with what it holds. */
  close(): Promise<void>;
}

/** What `startWorker` is told besides the settings. */
export interface StartWorkerOptions {
  /** Told when letters have become public. */
  readonly onPublished?: () => void;
  /** Takes a listener that other processes of the server call as the bell does. Default: there is the bell alone. */
  readonly listen?: (onRing: () => void) => void;
  /** How long it sleeps when there is nothing to do and nobody rings. Default: 1 second. */
  readonly pollMs?: number;
}

/** Starts everything that is done for runs in the background. */
export async function startWorker(
  redress: Pick<Redress, 'databases' | 'engine' | 'openAskForRuns' | 'runs' | 'bell'>,
  settings: Pick<Settings, 'runs' | 'worker'> & DeliverySettings,
  logger: GatewayLogger,
  { onPublished = () => {}, listen = () => {}, pollMs = 1000 }: StartWorkerOptions = {},
): Promise<RunningWorker> {
  const { databases, engine, openAskForRuns: openAsk, runs, bell } = redress;
  const holder = nameWorker();
  const { leaseMs } = settings.worker;
  const opened: OwnConnection[] = [];
  // Each job writes on a connection of its own: a transaction of one takes in nothing of another, and readers of the
  // server never stand behind a write that waits.
  const open = async (): Promise<DataSource> => {
    const own = await openOwnConnection(databases.reports);
    opened.push(own);
    return own.databases.reports;
  };
  const delivery = createDelivery(await open(), settings, {
    holder,
    now: () => new Date(),
    logger,
  });
  const wakeUp = new WakeUp();
  // Nothing waits for the bell: with or without it, a worker looks for work by itself.
  const onRing = () => {
    wakeUp.call();
    runs.changed();
  };
  void bell.listen(onRing);
  listen(onRing);
  const ended = new AbortController();
  const working = runWorker(
    {
      database: await open(),
      logger,
      holder,
      leaseMs,
      pollMs,
      wakeUp,
      jobs: [
        createRenderJob({
          database: await open(),
          engine,
          openAsk,
          holder,
          leaseMs,
          onChange: runs.changed,
          onPlanned: () => void bell.ring(),
        }),
        createPublicationJob({ database: await open(), settings: settings.runs, onPublished }),
        createWebhookJob({ database: await open(), settings: settings.runs, holder, logger }),
        ...(delivery === null ? [] : [{ name: 'delivery', work: delivery.work }]),
      ],
    },
    ended.signal,
  );
  return {
    close: async () => {
      ended.abort();
      await working;
      await delivery?.close();
      for (const own of opened) await own.close();
    },
  };
}
