import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DataSource } from 'typeorm';
import type { Settings } from './config/settings.ts';
import { createOutbox } from './database/delivery/delivery-outbox.ts';
import {
  createDeliveryJob,
  type DeliveryJob,
  type DeliveryLogger,
} from './reports/delivery/delivery-job.ts';
import { createEmlFolder } from './reports/delivery/eml-folder.ts';
import { createMailArchive } from './reports/delivery/mail-archive.ts';
import { createPace } from './reports/delivery/pace.ts';
import { createSmtpSender } from './reports/delivery/smtp-sender.ts';

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
