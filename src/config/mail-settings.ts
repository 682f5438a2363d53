import { z } from 'zod';
import type { ConfigurationProblem } from './configuration.error.ts';
import { wholeNumber } from './whole-number.ts';

/** How letters are sent. */
export interface MailSettings {
  /** Folder that letters are written to as `.eml` files instead of being sent. Default: none, they are sent. */
  dryRunFolder: string | undefined;
  /** Maildir or folder of messages with a copy of each that was sent, by which doubts are settled. Default: none. */
  archiveFolder: string | undefined;
  /** Address that gets a blind copy of each letter. Default: none. */
  archiveAddress: string | undefined;
  /** How long a copy may need to get into the archive, in milliseconds. Default 600000, ten minutes. */
  archiveDelayMs: number;
  /** Letters that one worker sends at the same time. Default 2. */
  concurrency: number;
  /** Letters that one worker sends in a minute; 0 sets no limit. Default 300. */
  perMinute: number;
  /** How long each answer of the mail server may take, in milliseconds. Default 30000. */
  timeoutMs: number;
  /** Pause before a letter that was put off is tried again, in milliseconds; each one after it is twice as long. Default 60000. */
  retryMs: number;
}

/** What workers need to know. */
export interface WorkerSettings {
  /** Whether the server does the work of a worker in its own process. Default: it does. */
  embedded: boolean;
  /** After how long the work of a worker that has died goes to another, in milliseconds. Default 30000. */
  leaseMs: number;
}

/** How each of these settings is read. */
export const mailVariables = {
  REDRESS_MAIL_DRY_RUN: z.string().optional(),
  REDRESS_MAIL_ARCHIVE: z.string().optional(),
  REDRESS_MAIL_ARCHIVE_ADDRESS: z
    .email('must be one e-mail address, for example archive@redress.example.org')
    .optional(),
  REDRESS_MAIL_ARCHIVE_DELAY_MS: wholeNumber(
    'a whole number of milliseconds, for example 600000',
  ).default(600_000),
  REDRESS_MAIL_CONCURRENCY: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a number of letters from 1 to 50, for example 2')
    .transform(Number)
    .default(2),
  REDRESS_MAIL_RATE: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a number of letters a minute, for example 300, or 0 for no limit')
    .transform(Number)
    .default(300),
  REDRESS_MAIL_TIMEOUT_MS: wholeNumber('a whole number of milliseconds, for example 30000').default(
    30_000,
  ),
  REDRESS_MAIL_RETRY_MS: wholeNumber('a whole number of milliseconds, for example 60000').default(
    60_000,
  ),
  REDRESS_WORKER: z.enum(['on', 'off'], { error: 'must be one of on, off' }).default('on'),
  REDRESS_WORKER_LEASE_MS: wholeNumber('a whole number of milliseconds, for example 30000').default(
    30_000,
  ),
} as const;

type MailVariables = z.infer<z.ZodObject<typeof mailVariables>>;

/** The settings of sending. */
export function readMailSettings(given: MailVariables): MailSettings {
  return {
    dryRunFolder: given.REDRESS_MAIL_DRY_RUN,
    archiveFolder: given.REDRESS_MAIL_ARCHIVE,
    archiveAddress: given.REDRESS_MAIL_ARCHIVE_ADDRESS,
    archiveDelayMs: given.REDRESS_MAIL_ARCHIVE_DELAY_MS,
    concurrency: given.REDRESS_MAIL_CONCURRENCY,
    perMinute: given.REDRESS_MAIL_RATE,
    timeoutMs: given.REDRESS_MAIL_TIMEOUT_MS,
    retryMs: given.REDRESS_MAIL_RETRY_MS,
  };
}

/** The settings of workers. */
export function readWorkerSettings(given: MailVariables): WorkerSettings {
  return {
    embedded: given.REDRESS_WORKER === 'on',
    leaseMs: given.REDRESS_WORKER_LEASE_MS,
  };
}

/** So many times may the mail server take as long as it may before a copy is missed in the archive. */
const answersBeforeMissed = 4;

/**
 * Settings of sending that say two things at once.
 *
 * A letter that is not in the archive in time is sent again. So the time must be well over what a server that is slow to answer
 * may take: half a time-out until the end of the letter goes out and a whole one until nobody waits for the answer any more.
 */
export function findMailGaps(
  given: Readonly<Record<string, string | undefined>>,
): ConfigurationProblem[] {
  const { REDRESS_MAIL_ARCHIVE: folder, REDRESS_MAIL_DRY_RUN: dryRun } = given;
  const problems: ConfigurationProblem[] = [];
  if (folder !== undefined && folder === dryRun) {
    const expected =
      'must be another folder than REDRESS_MAIL_ARCHIVE, for what was only written would count as sent';
    problems.push({ name: 'REDRESS_MAIL_DRY_RUN', expected, got: dryRun });
  }
  const read = (name: 'REDRESS_MAIL_TIMEOUT_MS' | 'REDRESS_MAIL_ARCHIVE_DELAY_MS') =>
    mailVariables[name].safeParse(given[name]).data ?? Number.NaN;
  const [timeoutMs, delayMs] = [
    read('REDRESS_MAIL_TIMEOUT_MS'),
    read('REDRESS_MAIL_ARCHIVE_DELAY_MS'),
  ];
  if (folder !== undefined && timeoutMs * answersBeforeMissed > delayMs) {
    const expected = `must be at most a quarter of REDRESS_MAIL_ARCHIVE_DELAY_MS (${delayMs}), for a letter that a slow mail server takes after that is sent twice`;
    problems.push({ name: 'REDRESS_MAIL_TIMEOUT_MS', expected, got: String(timeoutMs) });
  }
  return problems;
}
