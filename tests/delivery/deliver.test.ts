import { simpleParser } from 'mailparser';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings.ts';
import { createDelivery } from '../../src/delivery.ts';
import { openTestDatabase } from '../open-test-database.ts';
import { hale, issueLetters, moss, readOutbox } from './issued-letters.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const silent = { info() {}, warn() {} };
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

function createJob(settings: Record<string, string> = {}, holder = 'worker-1') {
  const job = createDelivery(
    database,
    parseSettings({
      SMTP_URL: server.url,
      REDRESS_MAIL_FROM: 'letters@redress.example.org',
      REDRESS_MAIL_RATE: '0',
      ...settings,
    }),
    { holder, now: () => new Date(), logger: silent },
  );
  if (job === null) throw new Error('no mail server is set');
  return job;
}

/** Does all the work there is. */
async function deliver(settings?: Record<string, string>): Promise<void> {
  const job = createJob(settings);
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
