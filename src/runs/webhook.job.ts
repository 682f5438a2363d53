import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { RunSettings } from '../config/run-settings.ts';
import { claimEvents, settleEvent } from '../database/runs/webhook-queue.ts';
import type { GatewayLogger } from '../gateway/gateway-logger.ts';
import type { WebhookEvent } from '../schema/reports/webhook-event.entity.ts';
import type { WorkerJob } from './run-worker.ts';

/** What tells other tools. */
export interface WebhookOptions {
  /** The reports' database, on a connection that nothing else uses. */
  readonly database: DataSource;
  readonly settings: Pick<RunSettings, 'webhookSecret'>;
  readonly holder: string;
  readonly logger: GatewayLogger;
  readonly now?: () => Date;
  readonly timeoutMs?: number;
}

/** Pauses after each failure, in seconds: about two days in all. */
const pausesS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400];

/**
 * Tells other tools that runs were issued and published. A message is told until it is taken with a 2xx, always with the
 * same `Idempotency-Key` and the same bytes, so that a receiver who remembers keys hears each once.
 */
export function createWebhookJob(options: WebhookOptions): WorkerJob {
  const { database, holder, logger, now = () => new Date() } = options;
  return {
    name: 'webhooks',
    claims: ['webhook_event'],
    async work() {
      const [event] = await claimEvents(database, 1, { holder, now: now() });
      if (event === undefined) return false;
      const failure = await tell(event, options);
      const pauseS = pausesS[event.attempts];
      const isOver = failure === null || pauseS === undefined;
      await settleEvent(database, event, {
        holder,
        failure,
        deliveredAt: failure === null ? now().toISOString() : null,
        nextAt: isOver ? null : new Date(now().getTime() + pauseS * 1000).toISOString(),
      });
      if (failure !== null) {
        logger.warn(
          { event: event.id, kind: event.kind, failure, givenUp: isOver },
          'Another tool could not be told of a run',
        );
      }
      return true;
    },
  };
}

/** Null where it was taken, else why not. */
async function tell(
  event: WebhookEvent,
  { settings, now = () => new Date(), timeoutMs = 10_000 }: WebhookOptions,
): Promise<string | null> {
  const seconds = Math.floor(now().getTime() / 1000);
  try {
    const { request } = await import('undici');
    const { statusCode, body } = await request(event.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'redress',
        'idempotency-key': event.id,
        'redress-event': event.kind,
        'redress-signature': signEvent(settings.webhookSecret ?? '', seconds, event.body),
      },
      body: event.body,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body.dump({ limit: 65_536 });
    return statusCode >= 200 && statusCode < 300 ? null : `it answered ${statusCode}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `t=SECONDS,v1=HEX`: HMAC with SHA-256 of the seconds, a full stop and the body. */
export function signEvent(secret: string, seconds: number, body: string): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}
