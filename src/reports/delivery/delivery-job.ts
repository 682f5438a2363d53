import { MailAddressError } from '../mail-address.ts';
import { composeLetter, type Postmark } from './compose-letter.ts';
import { createLastWord } from './last-word.ts';
import type { ClaimedMessage, Outbox, Route } from './outbox.ts';
import type { Pace } from './pace.ts';
import { nextAttempt, type RetrySchedule } from './retry-schedule.ts';
import type { MessageSender, SendOutcome } from './send-outcome.ts';
import { type DoubtSettlement, settleDoubts } from './settle-doubts.ts';

/** What is told about sending. */
export interface DeliveryLogger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface DeliveryJobOptions {
  readonly outbox: Outbox;
  readonly via: Route;
  /** Makes what sends; one for each message that goes out at the same time. */
  readonly createSender: () => MessageSender;
  /** Messages that go out at the same time. */
  readonly concurrency: number;
  readonly pace: Pace;
  readonly postmark: Postmark;
  readonly retry: RetrySchedule;
  /** How long the server may take to answer the end of a message, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a claim holds without a sign of life, in milliseconds. */
  readonly leaseMs: number;
  /** Where what is in doubt is looked for. Null: a person settles it, so only one message at a time may come into doubt. */
  readonly settlement: Omit<DoubtSettlement, 'outbox' | 'now'> | null;
  readonly now: () => Date;
  readonly logger: DeliveryLogger;
}

/** A piece of work that a worker does again and again. */
export interface DeliveryJob {
  readonly name: 'delivery';
  /** Sends what is due. Resolves when nothing is, to whether anything was; rejects when the database cannot be used. */
  work(signal: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Takes messages out of the outbox and sends them.
 *
 * Order of things: a message is claimed, sent up to its end, marked as going out, ended, and marked by the server's answer.
 * Whenever the process dies, the outbox says which of the two holds: nobody got it, or it is in doubt.
 */
export function createDeliveryJob(options: DeliveryJobOptions): DeliveryJob {
  const { outbox, via, concurrency, pace, retry, settlement, now, logger, timeoutMs } = options;
  const isFile = via === 'FILE';
  const senders = Array.from({ length: concurrency }, options.createSender);
  const lastWord = createLastWord(settlement === null ? 1 : concurrency);
  let troubles = 0;
  let closedUntil = 0;
  let hasFailed = false;

  const attempt = async (sender: MessageSender, message: ClaimedMessage, signal: AbortSignal) => {
    const { id } = message;
    const outgoing = await composeLetter(message, options.postmark).catch((error: unknown) => {
      if (error instanceof MailAddressError) return error;
      throw error;
    });
    if (outgoing instanceof MailAddressError) {
      await outbox.markFailed(id, outgoing.message);
      return;
    }
    const turn = lastWord.open();
    try {
      let failure: unknown;
      let isOurs = true;
      const outcome = await sender.send(outgoing, async () => {
        if (!(await turn.wait())) return false;
        const askedAt = performance.now();
        try {
          isOurs = await outbox.begin(id, via, new Date(now().getTime() + 2 * timeoutMs));
        } catch (error) {
          failure = error;
          isOurs = false;
        }
        // A process that was stopped in between may be taken for dead already: it must not go on.
        return isOurs && performance.now() - askedAt < timeoutMs / 2;
      });
      if (failure !== undefined) throw failure;
      if (!isOurs) return;
      await lastWord.keep(() => mark(message, outcome), signal);
    } finally {
      turn.end();
    }
  };

  const mark = async (message: ClaimedMessage, outcome: SendOutcome): Promise<void> => {
    const { id, attempts, createdAt } = message;
    const { kind, reply } = outcome;
    if (kind === 'sent') {
      troubles = 0;
      return outbox.markSent(id, reply, isFile);
    }
    logger.warn({ delivery: id, outcome: kind, reply }, 'A letter was not taken');
    if (kind === 'refused') return outbox.markFailed(id, reply);
    if (kind === 'doubt') return outbox.markDoubt(id, reply);
    const at = nextAttempt(attempts + 1, new Date(createdAt), now(), retry);
    if (at === null)
      return outbox.markFailed(id, `given up after ${attempts + 1} attempts: ${reply}`);
    if (outcome.blame === 'server') {
      troubles += 1;
      const open = nextAttempt(troubles, now(), now(), { ...retry, longestPauseMs: 300_000 });
      closedUntil = open?.getTime() ?? 0;
    }
    return outbox.markLater(id, at, reply);
  };

  const runLane = async (sender: MessageSender, signal: AbortSignal): Promise<number> => {
    let done = 0;
    while (!signal.aborted && now().getTime() >= closedUntil) {
      const message = await outbox.claim();
      if (message === null) break;
      if (!(await pace.take(signal))) break;
      await attempt(sender, message, signal);
      done += 1;
    }
    return done;
  };

  return {
    name: 'delivery',
    async work(signal) {
      // Nothing is in hand yet: what is still claimed was left so by a failure, and would be kept for good.
      if (hasFailed) await outbox.release();
      hasFailed = false;
      const lapsed = await outbox.doubtLapsed();
      if (lapsed > 0)
        logger.warn({ deliveries: lapsed }, 'Letters are in doubt: their worker ended');
      const settled = settlement === null ? 0 : await settleDoubts({ ...settlement, outbox, now });
      if (settled > 0) logger.info({ deliveries: settled }, 'Letters in doubt were settled');
      const heart = setInterval(() => {
        // Where the database is away, the claims run out, and what was not begun is not sent.
        outbox.keep().catch(() => {});
      }, options.leaseMs / 3);
      try {
        const lanes = await Promise.allSettled(senders.map((sender) => runLane(sender, signal)));
        let done = lapsed + settled;
        for (const lane of lanes) {
          if (lane.status === 'rejected') {
            hasFailed = true;
            throw lane.reason;
          }
          done += lane.value;
        }
        return done > 0;
      } finally {
        clearInterval(heart);
      }
    },
    async close() {
      for (const sender of senders) sender.close();
      await outbox.release().catch(() => {});
    },
  };
}
