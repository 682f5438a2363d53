import type { DataSource } from 'typeorm';
import {
  enqueueDeliveries,
  type IssuedLetter,
  type Recipient,
} from '../../src/database/delivery/enqueue-deliveries.ts';
import { inWriteTransaction } from '../../src/database/write-transaction.ts';
import { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { packBodies } from '../../src/schema/reports/letter-bodies.ts';
import { LetterContent } from '../../src/schema/reports/letter-content.entity.ts';

/** Someone to write to. */
export const hale: Recipient = { name: 'Ruth Hale', address: 'ruth.hale@alder.example.org' };
export const moss: Recipient = { name: 'Ian Moss', address: 'ian.moss@alder.example.org' };

/** Puts letters with words into a database, and into its outbox. */
export async function issueLetters(
  database: DataSource,
  letters: readonly IssuedLetter[],
  now = new Date(),
): Promise<void> {
  await database.getRepository(LetterContent).insert(letters.map(({ id }) => contentOf(id)));
  await inWriteTransaction(database, ({ reports }) =>
    enqueueDeliveries(reports, letters, {
      runId: 'run-1',
      now,
      by: 'test',
      messageIdOf: (id) => `${id}@redress.example.org`,
    }),
  );
}

/** So many letters, to one officer each. */
export function someLetters(count: number): IssuedLetter[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `letter-${at}`,
    joint: false,
    recipients: [{ name: `Officer ${at}`, address: `officer.${at}@example.org` }],
  }));
}

/** The outbox, in order of its addressees. */
export async function readOutbox(database: DataSource): Promise<Delivery[]> {
  const rows = await database.getRepository(Delivery).find();
  return rows.toSorted((a, b) =>
    JSON.stringify(a.recipients) < JSON.stringify(b.recipients) ? -1 : 1,
  );
}

function contentOf(letterId: string): LetterContent {
  return Object.assign(new LetterContent(), {
    letterId,
    title: 'Annual review letter',
    subject: `Annual review letter ${letterId}`,
    preheader: 'Figures',
    bodies: packBodies({
      html: `<!doctype html><html lang="en"><body><p>Dear officer,</p><p>.dots — and “quotes” of ${letterId}</p></body></html>`,
      text: `Dear officer,\n\n.dots — and “quotes” of ${letterId}\n`,
      data: '{}',
      publicData: null,
    }),
    letterDate: '2020-07-22',
    parameters: '{}',
    sha256: '0'.repeat(64),
    reportName: 'annual-letter',
    reportVersion: '1',
    edition: null,
    renderedAt: '2020-07-20T10:00:00.000Z',
    locale: 'en-GB',
    publicUrl: 'http://127.0.0.1:4000',
  });
}
