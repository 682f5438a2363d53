import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { insertStatement } from '../sql.ts';
import { logLine } from './change-deliveries.ts';

/** Somebody a letter is sent to. */
export interface Recipient {
  readonly name: string;
  readonly address: string;
}

/** A letter that is issued, and who gets it. */
export interface IssuedLetter {
  readonly id: string;
  readonly recipients: readonly Recipient[];
  /** Whether one message goes to all of them. Default: one to each. */
  readonly joint: boolean;
}

export interface EnqueueOptions {
  readonly runId: string;
  readonly now: Date;
  /** Who issued the run. */
  readonly by: string;
  /** The `Message-ID` of a delivery by its identifier, without angle brackets. */
  readonly messageIdOf: (deliveryId: string) => string;
}

const columns = [
  'id',
  'letter_id',
  'run_id',
  'recipients',
  'message_id',
  'state',
  'attempts',
  'created_at',
  'due_at',
  'reply',
  'log',
] as const;

const rowsPerStatement = 500;

/**
 * Puts letters into the outbox, in the transaction that issues them: a message for each officer, or one for all of a
 * council's. A letter that nobody is known for gets a message that has failed already, so that it is seen. Doing it again
 * adds nothing.
 *
 * @returns how many messages the letters make.
 */
export async function enqueueDeliveries(
  transaction: QueryRunner,
  letters: readonly IssuedLetter[],
  options: EnqueueOptions,
): Promise<number> {
  const rows = letters.flatMap((letter) => {
    const { joint, recipients } = letter;
    if (recipients.length === 0) return [toRow(letter, [], options)];
    return joint
      ? [toRow(letter, recipients, options)]
      : recipients.map((recipient) => toRow(letter, [recipient], options));
  });
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    const some = rows.slice(from, from + rowsPerStatement);
    await transaction.query(
      insertStatement('delivery', columns, some.length, ['id']).replace(
        /DO UPDATE SET .*/s,
        'DO NOTHING',
      ),
      some.flat(),
    );
  }
  return rows.length;
}

function toRow(
  { id: letterId }: IssuedLetter,
  recipients: readonly Recipient[],
  { runId, now, by, messageIdOf }: EnqueueOptions,
) {
  const addresses = recipients.map(({ address }) => address);
  // The same letter to the same people is the same message, whoever puts it in.
  const id = createHash('sha256')
    .update(JSON.stringify([letterId, addresses]))
    .digest('hex')
    .slice(0, 32);
  const nobody = recipients.length === 0 ? 'no officer of the council is known' : undefined;
  const state = nobody === undefined ? DeliveryState.WAITING : DeliveryState.FAILED;
  const at = now.toISOString();
  return [
    id,
    letterId,
    runId,
    JSON.stringify(recipients),
    messageIdOf(id),
    state,
    0,
    at,
    at,
    nobody ?? null,
    logLine({ state, at: now, by, why: nobody }),
  ];
}
