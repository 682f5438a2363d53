import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { DeliveryState } from '../../schema/reports/delivery-state.enum.ts';
import { unpackBodies } from '../../schema/reports/letter-bodies.ts';
import { keyCondition, type SqlValue } from '../sql.ts';
import { claimRows, keepClaims, releaseClaims } from '../work-lease.ts';
import { changeDeliveries, type DeliveryChange } from './change-deliveries.ts';

/** Whose outbox it is, and by which clock. */
export interface OutboxOptions {
  /** Names the process: no two may have the same. */
  readonly holder: string;
  /** How long a claim holds without a sign of life. */
  readonly leaseMs: number;
  readonly now: () => Date;
}

const claimedRows = z.array(
  z.object({
    id: z.string(),
    messageId: z.string(),
    recipients: z
      .string()
      .transform((text) =>
        z.array(z.object({ name: z.string(), address: z.string() })).parse(JSON.parse(text)),
      ),
    attempts: z.number(),
    createdAt: z.string(),
    subject: z.string(),
    bodies: z.instanceof(Uint8Array).transform(unpackBodies),
    letterDate: z.string().nullable(),
  }),
);

const doubtRows = z.array(
  z.object({ id: z.string(), messageId: z.string(), via: z.string(), sendingAt: z.string() }),
);

/** Condition on `delivery`: a later letter of the same report to the same council about the same year was issued. */
const isOvertaken = `EXISTS (SELECT 1 FROM letter old JOIN letter later
  ON later.gss_code = old.gss_code AND later.year_ending = old.year_ending AND later.report = old.report
    AND later.version > old.version AND later.state IN ('ISSUED', 'PUBLISHED')
  WHERE old.id = delivery.letter_id)`;

/** Who works, as the log of a delivery names it. */
const free = { lease_holder: null, lease_until: null } as const;

/**
 * The table of messages as a worker sees it. Every change is one statement that says what must hold before it, so that of
 * two workers one is too late, and that is kept before the next step is taken.
 */
export function createOutbox(database: DataSource, { holder, leaseMs, now }: OutboxOptions) {
  const claimant = () => ({ holder, leaseMs, now: now() });
  const change = (
    state: DeliveryState,
    why: string | undefined,
    set: Readonly<Record<string, SqlValue>>,
    where: { readonly sql: string; readonly values: readonly SqlValue[] },
    by = holder,
  ) => {
    const entry: DeliveryChange = { state, at: now(), by, why };
    return changeDeliveries(database, entry, set, where);
  };
  /** A message that this worker has in hand: claimed and not yet going out, or going out. */
  const inHand = (id: string) => ({
    sql: 'id = ? AND lease_holder = ? AND state IN (?, ?)',
    values: [id, holder, DeliveryState.WAITING, DeliveryState.SENDING],
  });

  return {
    /** Claims one message that is due and gives it with its letter. Null: none is. */
    async claim() {
      const ids = await claimRows(
        database,
        {
          table: 'delivery',
          key: 'id',
          ready: 'state = ? AND due_at <= ?',
          parameters: [DeliveryState.WAITING, now().toISOString()],
          order: 'due_at, id',
          limit: 1,
        },
        claimant(),
      );
      const rows: unknown =
        ids.length === 0
          ? []
          : await database.query(
              `SELECT d.id, d.message_id AS "messageId", d.recipients, d.attempts, d.created_at AS "createdAt",
           c.subject, c.bodies, c.letter_date AS "letterDate"
         FROM delivery AS d JOIN letter_content AS c ON c.letter_id = d.letter_id WHERE d.${keyCondition(['id'], ids.length)}`,
              ids,
            );
      const [found] = claimedRows.parse(rows);
      if (found === undefined) return null;
      const { bodies, ...message } = found;
      const { html, text } = bodies;
      return { ...message, html, text };
    },

    /** Says that this worker lives. */
    keep: () => keepClaims(database, 'delivery', claimant()),

    /** Gives back what was claimed and not sent. */
    release: () => releaseClaims(database, 'delivery', holder),

    /**
     * Marks a message as going out: from now on, without a word from its worker, it is in doubt at `doubtAt`.
     *
     * @returns whether it was still this worker's to send.
     */
    async begin(id: string, via: string, doubtAt: Date): Promise<boolean> {
      const at = now().toISOString();
      const begun = await change(
        DeliveryState.SENDING,
        undefined,
        { via, sending_at: at, doubt_at: doubtAt.toISOString() },
        {
          sql: 'id = ? AND state = ? AND lease_holder = ? AND lease_until > ?',
          values: [id, DeliveryState.WAITING, holder, at],
        },
      );
      return begun === 1;
    },

    /** The server took it. It holds for a message that somebody has called doubtful meanwhile. */
    async markSent(id: string, reply: string, isFile: boolean): Promise<void> {
      await change(
        isFile ? DeliveryState.WRITTEN : DeliveryState.SENT,
        reply,
        { attempts: '+1', reply, sent_at: now().toISOString(), doubt_at: null, ...free },
        {
          sql: 'id = ? AND state IN (?, ?)',
          values: [id, DeliveryState.SENDING, DeliveryState.IN_DOUBT],
        },
      );
    },

    /** Nobody got it, and it is tried again; or not, where another letter is to be had in its place by now. */
    async markLater(id: string, dueAt: Date, reply: string): Promise<void> {
      const set = { attempts: '+1', reply, due_at: dueAt.toISOString(), doubt_at: null, ...free };
      const { sql, values } = inHand(id);
      const overtaken = { sql: `${sql} AND ${isOvertaken}`, values };
      const cancelled = await change(DeliveryState.CANCELLED, reply, set, overtaken);
      const wanted = { sql: `${sql} AND NOT ${isOvertaken}`, values };
      if (cancelled === 0) await change(DeliveryState.WAITING, reply, set, wanted);
    },

    /** Nobody got it, and nobody will. */
    async markFailed(id: string, reply: string): Promise<void> {
      await change(
        DeliveryState.FAILED,
        reply,
        { attempts: '+1', reply, doubt_at: null, ...free },
        inHand(id),
      );
    },

    /** It went out whole and no answer came. */
    async markDoubt(id: string, reply: string): Promise<void> {
      await change(DeliveryState.IN_DOUBT, reply, { attempts: '+1', reply, ...free }, inHand(id));
    },

    /** Calls doubtful what went out long ago by a worker that has said nothing since. */
    doubtLapsed(): Promise<number> {
      const reply = 'its worker ended before the mail server’s answer was written down';
      return change(
        DeliveryState.IN_DOUBT,
        reply,
        { attempts: '+1', reply, ...free },
        {
          sql: 'state = ? AND doubt_at <= ?',
          values: [DeliveryState.SENDING, now().toISOString()],
        },
      );
    },

    /** Messages in doubt that went out this way, longest first. */
    async listDoubts(via: string) {
      const rows: unknown = await database.query(
        `SELECT id, message_id AS "messageId", via, sending_at AS "sendingAt" FROM delivery
         WHERE state = ? AND via = ? ORDER BY sending_at, id LIMIT 1000`,
        [DeliveryState.IN_DOUBT, via],
      );
      return doubtRows.parse(rows);
    },

    /** `Message-ID`s of what the mail server took last, by its own word. */
    async latestSent(limit: number): Promise<string[]> {
      const rows = await database.query<{ messageId: string }[]>(
        `SELECT message_id AS "messageId" FROM delivery WHERE state = ? AND doubt_at IS NULL
         ORDER BY sent_at DESC, id LIMIT ${Math.trunc(limit)}`,
        [DeliveryState.SENT],
      );
      return rows.map(({ messageId }) => messageId);
    },

    /**
     * What the archive says of a message in doubt: it was taken, or not, and is sent again unless another letter is to be had in
     * its place by now.
     */
    async settle(id: string, wasTaken: boolean, isFile: boolean, why: string): Promise<void> {
      const at = now().toISOString();
      const [sql, values] = ['id = ? AND state = ?', [id, DeliveryState.IN_DOUBT]];
      if (wasTaken) {
        const taken = isFile ? DeliveryState.WRITTEN : DeliveryState.SENT;
        await change(taken, why, { reply: why, sent_at: at }, { sql, values }, 'archive');
        return;
      }
      const overtaken = { sql: `${sql} AND ${isOvertaken}`, values };
      const reply = 'it is not in the archive, and superseded by now';
      const set = { reply, doubt_at: null };
      const cancelled = await change(DeliveryState.CANCELLED, reply, set, overtaken, 'archive');
      if (cancelled > 0) return;
      const wanted = { sql: `${sql} AND NOT ${isOvertaken}`, values };
      const again = { reply: why, due_at: at, doubt_at: null };
      await change(DeliveryState.WAITING, why, again, wanted, 'archive');
    },
  };
}
