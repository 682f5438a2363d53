import type { MailAddress } from '../mail-address.ts';

/** A message that was claimed, with the letter that it takes. */
export interface ClaimedMessage {
  readonly id: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly recipients: readonly MailAddress[];
  /** How often it has been tried. */
  readonly attempts: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly letterDate: string | null;
}

/** A message of which nobody knows whether it was taken. */
export interface DoubtfulMessage {
  readonly id: string;
  readonly messageId: string;
  /** When its end went out: ISO 8601 in UTC. */
  readonly sendingAt: string;
}

/** How a message goes out: to a mail server, or to a file. */
export type Route = 'SMTP' | 'FILE';

/** The table of messages, which is the truth. Every step is kept before the next is taken. */
export interface Outbox {
  claim(): Promise<ClaimedMessage | null>;
  keep(): Promise<void>;
  release(): Promise<void>;
  begin(id: string, via: Route, doubtAt: Date): Promise<boolean>;
  markSent(id: string, reply: string, isFile: boolean): Promise<void>;
  markLater(id: string, dueAt: Date, reply: string): Promise<void>;
  markFailed(id: string, reply: string): Promise<void>;
  markDoubt(id: string, reply: string): Promise<void>;
  doubtLapsed(): Promise<number>;
  listDoubts(via: Route): Promise<readonly DoubtfulMessage[]>;
  latestSent(limit: number): Promise<readonly string[]>;
  settle(id: string, wasTaken: boolean, isFile: boolean, why: string): Promise<void>;
}
