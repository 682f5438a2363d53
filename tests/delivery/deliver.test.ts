import { simpleParser } from 'mailparser';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../open-test-database.ts';
import { createTestDelivery } from './create-test-delivery.ts';
import { hale, issueLetters, moss, readOutbox } from './issued-letters.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const never = new AbortController().signal;

let database: DataSource;
let server: MailServer;
beforeEach(async () => {
  database = await openTestDatabase();
  server = await startMailServer();
});
afterEach(async () => {
  await server.close();
  await database.destroy();
});

/** Does all the work there is. */
async function deliver(settings: Record<string, string> = {}): Promise<void> {
  const job = createTestDelivery(database, { url: server.url, settings });
  try {
    await job.work(never);
  } finally {
    await job.close();
  }
}

describe('delivery', () => {
  it('takes one letter from the outbox to the officer and writes down that it was sent', async () => {
    await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }]);
    await deliver();
    const [mail] = server.taken;
    expect(mail).toMatchObject({ from: 'letters@redress.example.org', to: [hale.address] });
    const parsed = await simpleParser(mail?.raw ?? '');
    expect(parsed.subject).toBe('Annual review letter letter-1');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.headers.has('list-unsubscribe')).toBe(false);
    expect(parsed.html).toContain('<p>.dots — and “quotes” of letter-1</p>');
    expect(parsed.text).toContain('.dots — and “quotes” of letter-1');
    expect(parsed.to).toMatchObject({ value: [hale] });
    const [row] = await readOutbox(database);
    expect(row).toMatchObject({ state: 'SENT', attempts: 1, leaseHolder: null, doubtAt: null });
    expect(row?.reply).toMatch(/^250 /);
    expect(parsed.messageId).toBe(`<${row?.messageId}>`);
    expect(
      row?.log
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).state),
    ).toEqual(['WAITING', 'SENDING', 'SENT']);
  });

  it('sends one message to each officer, and one to all where the edition is joint', async () => {
    await issueLetters(database, [
      { id: 'letter-1', joint: false, recipients: [hale, moss] },
      { id: 'letter-2', joint: true, recipients: [hale, moss] },
    ]);
    await deliver();
    expect(server.taken.map(({ to }) => to).toSorted()).toEqual(
      [[moss.address], [hale.address], [hale.address, moss.address]].toSorted(),
    );
  });
});
