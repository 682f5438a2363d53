import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { parse } from 'graphql';
import type { DataSource, QueryRunner } from 'typeorm';
import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import { createOutbox } from '../database/delivery/delivery-outbox.ts';
import {
  enqueueDeliveries,
  type IssuedLetter,
  type Recipient,
} from '../database/delivery/enqueue-deliveries.ts';
import { RunError } from '../database/runs/run-error.ts';
import { keyCondition } from '../database/sql.ts';
import type { Ask } from '../reports/ask.ts';
import { messageIdOf } from '../reports/delivery/compose-letter.ts';
import {
  createDeliveryJob,
  type DeliveryJob,
  type DeliveryLogger,
} from '../reports/delivery/delivery-job.ts';
import { createEmlFolder } from '../reports/delivery/eml-folder.ts';
import { createMailArchive } from '../reports/delivery/mail-archive.ts';
import { createPace } from '../reports/delivery/pace.ts';
import { createSmtpSender } from '../reports/delivery/smtp-sender.ts';

/** Which settings sending follows. */
export type DeliverySettings = Pick<Settings, 'mail' | 'mailFrom' | 'smtpUrl' | 'worker'>;

/** Who works, and by which clock. */
export interface DeliveryWorker {
  /** Names the process: no two may have the same. */
  readonly holder: string;
  readonly now: () => Date;
  readonly logger: DeliveryLogger;
}

/** A name that no other process has. */
export function nameWorker(): string {
  return `${hostname().slice(0, 30)}:${process.pid}:${randomUUID().slice(0, 8)}`;
}

/**
 * What sends the letters of a database: over SMTP, or to files in a dry run. Null where the settings name neither: letters
 * wait then.
 */
export function createDelivery(
  database: DataSource,
  settings: DeliverySettings,
  { holder, now, logger }: DeliveryWorker,
): DeliveryJob | null {
  const { mail, mailFrom, smtpUrl, worker } = settings;
  const { dryRunFolder, archiveFolder } = mail;
  if (dryRunFolder === undefined && smtpUrl === undefined) return null;
  const common = {
    outbox: createOutbox(database, { holder, leaseMs: worker.leaseMs, now }),
    concurrency: mail.concurrency,
    pace: createPace(mail.perMinute),
    postmark: { from: mailFrom, archiveAddress: mail.archiveAddress },
    retry: { firstPauseMs: mail.retryMs },
    timeoutMs: mail.timeoutMs,
    leaseMs: worker.leaseMs,
    now,
    logger,
  };
  if (dryRunFolder !== undefined) {
    const archive = createMailArchive(dryRunFolder);
    return createDeliveryJob({
      ...common,
      via: 'FILE',
      createSender: () => createEmlFolder(dryRunFolder),
      settlement: { archive, via: 'FILE', delayMs: 0 },
    });
  }
  return createDeliveryJob({
    ...common,
    via: 'SMTP',
    createSender: () => createSmtpSender({ smtpUrl: smtpUrl ?? '', timeoutMs: mail.timeoutMs }),
    settlement:
      archiveFolder === undefined
        ? null
        : {
            archive: createMailArchive(archiveFolder),
            via: 'SMTP',
            delayMs: mail.archiveDelayMs,
          },
  });
}

/** What of a run and its letters is needed to send them. */
interface IssuedRun {
  readonly id: string;
  readonly issuedBy: string | null;
}
interface LetterOfCouncil {
  readonly id: string;
  readonly councilCode: string;
}

/**
 * Gives what puts the letters of a run into the outbox, in the transaction that issues them: to the officers of each council
 * as the graph knows them then, one message to all where the letter's edition is joint.
 *
 * @param ask Asks the graph as one who may read officers.
 */
export function createEnqueue(
  ask: Ask,
  { mailFrom }: Pick<Settings, 'mailFrom'>,
  now = () => new Date(),
) {
  return async (
    transaction: QueryRunner,
    run: IssuedRun,
    letters: readonly LetterOfCouncil[],
  ): Promise<void> => {
    const issued: IssuedLetter[] = [];
    for (let from = 0; from < letters.length; from += lettersAtOnce) {
      const some = letters.slice(from, from + lettersAtOnce);
      const officers = await findOfficers(
        ask,
        run.id,
        some.map(({ councilCode }) => councilCode),
      );
      const joint = await findJoint(
        transaction,
        some.map(({ id }) => id),
      );
      for (const { id, councilCode } of some) {
        issued.push({ id, recipients: officers.get(councilCode) ?? [], joint: joint.has(id) });
      }
    }
    await enqueueDeliveries(transaction, issued, {
      runId: run.id,
      now: now(),
      by: run.issuedBy ?? 'nobody',
      messageIdOf: (id) => messageIdOf(id, mailFrom),
    });
  };
}

/** As many as a page of councils has. */
const lettersAtOnce = 100;

const officersQuery = `query LetterRecipients($codes: [ID!]!) {
  councils(filter: { codes: $codes }, first: 100) { nodes { code officers { name email } } }
}`;
const officersDocument = parse(officersQuery);

const officersFound = z.object({
  councils: z.object({
    nodes: z.array(
      z.object({
        code: z.string(),
        officers: z.array(z.object({ name: z.string(), email: z.string() })),
      }),
    ),
  }),
});

/** The officers of councils, by the councils' codes. @throws RunError where the graph cannot say. */
async function findOfficers(
  ask: Ask,
  runId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, readonly Recipient[]>> {
  const { data, errors } = await ask({
    document: officersDocument,
    source: officersQuery,
    operationName: 'LetterRecipients',
    variables: { codes: [...new Set(codes)] },
  });
  const [error] = errors ?? [];
  if (error !== undefined) {
    throw new RunError(
      'RUN_NEEDS_GRAPH',
      `[run:${runId}] issue: expected the graph to name the officers of councils, but got: ${error.message} Nothing was issued; try again.`,
    );
  }
  return new Map(
    officersFound
      .parse(data)
      .councils.nodes.map(({ code, officers }) => [
        code,
        officers.map(({ name, email }) => ({ name, address: email })),
      ]),
  );
}

const editionShape = z.object({ joint: z.boolean() });

/** Those of some letters whose edition is joint. */
async function findJoint(
  transaction: QueryRunner,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { id: string; edition: string | null }[] = await transaction.query(
    `SELECT letter_id AS id, edition FROM letter_content WHERE ${keyCondition(['letter_id'], ids.length)}`,
    [...ids],
  );
  const isJoint = (edition: string | null) =>
    edition !== null && editionShape.safeParse(JSON.parse(edition)).data?.joint === true;
  return new Set(rows.filter(({ edition }) => isJoint(edition)).map(({ id }) => id));
}
