import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/schema/reports/delivery.entity.ts';
import { openTestDatabase } from '../open-test-database.ts';
import { createTestDelivery } from './create-test-delivery.ts';
import { type Fault, type FaultyLine, type Step, startFaultyLine } from './faulty-line.ts';
import { hale, issueLetters, moss, readOutbox } from './issued-letters.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const never = new AbortController().signal;

let database: DataSource;
let server: MailServer;
let line: FaultyLine | undefined;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  await line?.close();
  line = undefined;
  await server.close();
  await database.destroy();
});

/** One letter over a line that fails, and over the same line mended. Gives the message after each. */
async function sendTwice(step: Step, fault: Fault): Promise<[Delivery, Delivery, number]> {
  server = await startMailServer();
  line = await startFaultyLine(server.url, step, fault);
  await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }]);
  let clock = Date.now();
  const { url } = line;
  const createJob = (timeoutMs: number) =>
    createTestDelivery(database, {
      url,
      now: () => new Date(clock),
      settings: { REDRESS_MAIL_TIMEOUT_MS: String(timeoutMs), REDRESS_MAIL_RETRY_MS: '60000' },
    });
  // What is to end in silence is waited for; all else is not to, on however busy a machine.
  const job = createJob(fault.kind === 'silence' ? 600 : 20_000);
  await job.work(never);
  const [first] = await readOutbox(database);
  line.mend();
  clock += 59_000;
  await job.work(never);
  expect(await readOutbox(database)).toEqual([first]);
  await job.close();
  clock += 1_001;
  const later = createJob(20_000);
  await later.work(never);
  await later.close();
  const [second] = await readOutbox(database);
  if (first === undefined || second === undefined) throw new Error('the outbox is empty');
  return [first, second, server.taken.length];
}

const steps: readonly Step[] = ['EHLO', 'MAIL', 'RCPT', 'DATA', 'END'];
const withWords = (code: number): Fault => ({ kind: 'answer', words: `${code} 4.7.1 Words of it` });

describe('a mail server that puts a letter off', () => {
  it.each(steps)('by a 4xx to %s gets it later, once', async (step) => {
    const [first, second, taken] = await sendTwice(step, withWords(451));
    expect(first).toMatchObject({ state: 'WAITING', attempts: 1, leaseHolder: null });
    expect(first.reply).toContain('451 4.7.1 Words of it');
    expect(second).toMatchObject({ state: 'SENT', attempts: 2 });
    expect(taken).toBe(1);
  });
});

describe('a mail server that refuses a letter', () => {
  it.each(steps.slice(1))('by a 5xx to %s does not get it again', async (step) => {
    const [first, second, taken] = await sendTwice(step, withWords(554));
    expect(first).toMatchObject({ state: 'FAILED', attempts: 1, leaseHolder: null });
    expect(first.reply).toContain('554 4.7.1 Words of it');
    expect(second).toEqual(first);
    expect(taken).toBe(0);
  });

  it('by a 5xx to EHLO speaks of us and not of the letter, which waits', async () => {
    const [first, second, taken] = await sendTwice('EHLO', withWords(554));
    expect(first).toMatchObject({ state: 'WAITING', attempts: 1 });
    expect(first.reply).toContain('554 4.7.1 Words of it');
    expect(second.state).toBe('SENT');
    expect(taken).toBe(1);
  });
});

describe.each(['silence', 'reset'] as const)('a connection that ends in %s', (kind) => {
  it.each(steps.slice(0, 4))('at %s leaves the letter to be sent again, once', async (step) => {
    const [first, second, taken] = await sendTwice(step, { kind, heard: false });
    expect(first).toMatchObject({ state: 'WAITING', attempts: 1, leaseHolder: null });
    expect(second.state).toBe('SENT');
    expect(taken).toBe(1);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('after the last dot leaves it in doubt (server heard it: %s)', async (heard, taken) => {
    const [first, second, count] = await sendTwice('END', { kind, heard });
    expect(first).toMatchObject({ state: 'IN_DOUBT', attempts: 1, leaseHolder: null });
    expect(second).toEqual(first);
    expect(count).toBe(taken);
  });
});

describe('a joint letter of which one address is refused', () => {
  it.each([
    [550, 'FAILED'],
    [450, 'WAITING'],
  ])('by %i goes to nobody, and the words say which', async (code, state) => {
    server = await startMailServer({
      refusals: { recipients: { [moss.address]: { code, words: 'No such mailbox' } } },
    });
    await issueLetters(database, [{ id: 'letter-1', joint: true, recipients: [hale, moss] }]);
    const job = createTestDelivery(database, { url: server.url });
    await job.work(never);
    await job.close();
    expect(server.taken).toEqual([]);
    const [row] = await readOutbox(database);
    expect(row?.state).toBe(state);
    expect(row?.reply).toBe(`RCPT TO <${moss.address}>: ${code} No such mailbox`);
  });
});

describe('the archive’s address', () => {
  it('is beside the officer’s in the envelope and not in the message', async () => {
    server = await startMailServer();
    await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }]);
    const archive = 'archive@redress.example.org';
    const settings = { REDRESS_MAIL_ARCHIVE_ADDRESS: archive };
    const job = createTestDelivery(database, { url: server.url, settings });
    await job.work(never);
    await job.close();
    expect(server.taken[0]?.to).toEqual([hale.address, archive]);
    expect(server.taken[0]?.raw).not.toContain(archive);
  });

  it('holds letters back where it is refused', async () => {
    const archive = 'archive@redress.example.org';
    server = await startMailServer({
      refusals: { recipients: { [archive]: { code: 550, words: 'No such mailbox' } } },
    });
    await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }]);
    const settings = { REDRESS_MAIL_ARCHIVE_ADDRESS: archive };
    const job = createTestDelivery(database, { url: server.url, settings });
    await job.work(never);
    await job.close();
    expect(server.taken).toEqual([]);
    expect(await readOutbox(database)).toMatchObject([{ state: 'WAITING' }]);
  });
});
