import type { MailArchive } from './mail-archive.ts';
import type { Outbox, Route } from './outbox.ts';

/** Where it is looked whether a message was taken. */
export interface DoubtSettlement {
  readonly outbox: Pick<Outbox, 'listDoubts' | 'latestSent' | 'settle'>;
  readonly archive: MailArchive;
  readonly via: Route;
  /** How long a message that was taken may need to get into the archive, in milliseconds. */
  readonly delayMs: number;
  readonly now: () => Date;
}

/** Of so many messages that the server has said it took, one must be in the archive, or the archive proves nothing. */
const witnesses = 20;

/**
 * Settles what is in doubt: a message that is in the archive was taken. One that is not is sent again, once it has had the
 * time to get there, and if messages of which we know that they were taken do get there: else the archive is the wrong
 * folder, or nothing reaches it, and the message stays in doubt for a person.
 *
 * @returns how many were settled.
 */
export async function settleDoubts(settlement: DoubtSettlement): Promise<number> {
  const { outbox, archive, via, delayMs, now } = settlement;
  const doubts = await outbox.listDoubts(via);
  if (doubts.length === 0) return 0;
  const isFile = via === 'FILE';
  const sent = isFile ? [] : await outbox.latestSent(witnesses);
  const found = await archive.find([...doubts.map(({ messageId }) => messageId), ...sent]);
  const isTrusted = isFile || sent.some((messageId) => found.has(messageId));
  const before = now().getTime() - delayMs;
  let settled = 0;
  for (const { id, messageId, sendingAt } of doubts) {
    const wasTaken = found.has(messageId);
    if (!wasTaken && !(isTrusted && Date.parse(sendingAt) <= before)) continue;
    const why = wasTaken ? 'it is in the archive' : 'it is not in the archive, so it is sent again';
    await outbox.settle(id, wasTaken, isFile, why);
    settled += 1;
  }
  return settled;
}
