import { mkdir, mkdtemp, readdir, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOutbox } from '../../src/database/delivery/delivery-outbox.ts';
import { migrateDatabase } from '../../src/database/migrate-database.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { createTestDelivery } from './create-test-delivery.ts';
import { hale, issueLetters, readOutbox, someLetters } from './issued-letters.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const never = new AbortController().signal;

let folder: string;
let database: DataSource;
let server: MailServer;
let clock: number;
const now = () => new Date(clock);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-outbox-'));
  database = await openDatabase({ url: `sqlite:${join(folder, 'redress.sqlite')}` });
  await migrateDatabase(database);
  server = await startMailServer();
  clock = Date.parse('2020-07-22T10:00:00Z');
});
afterEach(async () => {
  await server.close();
  await database.destroy();
  await rm(folder, { recursive: true });
});

const outboxOf = (holder: string) => createOutbox(database, { holder, leaseMs: 30_000, now });

/** One letter of which a worker that has died left it unknown whether it was taken. */
async function leaveInDoubt(letters = someLetters(1)): Promise<void> {
  await issueLetters(database, letters, now());
  const dead = outboxOf('dead');
  const claimed = await dead.claim();
  expect(await dead.begin(claimed?.id ?? '', 'SMTP', new Date(clock + 60_000))).toBe(true);
}

async function deliver(settings: Record<string, string> = {}): Promise<void> {
  const job = createTestDelivery(database, { url: server.url, now, settings });
  await job.work(never);
  await job.close();
}

describe('a worker that died', () => {
  it('loses what it had claimed within 60 seconds, by itself', async () => {
    await issueLetters(database, someLetters(1), now());
    expect(await outboxOf('dead').claim()).not.toBeNull();
    clock += 29_000;
    await deliver();
    expect(server.taken).toEqual([]);
    clock += 1_000;
    await deliver();
    expect(await readOutbox(database)).toMatchObject([{ state: 'SENT' }]);
  });

  it('cannot send what another has claimed since', async () => {
    await issueLetters(database, someLetters(1), now());
    const stopped = outboxOf('stopped');
    const claimed = await stopped.claim();
    clock += 30_000;
    expect(await outboxOf('other').claim()).not.toBeNull();
    expect(await stopped.begin(claimed?.id ?? '', 'SMTP', now())).toBe(false);
  });

  it('leaves what it was sending in doubt, and the rest to others', async () => {
    await leaveInDoubt(someLetters(3));
    clock += 60_000;
    await deliver();
    const rows = await readOutbox(database);
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['IN_DOUBT', 'SENT', 'SENT']);
    expect(server.taken.length).toBe(2);
  });

  it('is believed when it lives after all and says that the letter was taken', async () => {
    await leaveInDoubt();
    const [row] = await readOutbox(database);
    clock += 60_000;
    await deliver();
    await outboxOf('dead').markSent(row?.id ?? '', '250 taken', false);
    expect(await readOutbox(database)).toMatchObject([{ state: 'SENT', reply: '250 taken' }]);
  });
});

describe('a letter in doubt', () => {
  const archiveSettings = () => ({
    REDRESS_MAIL_ARCHIVE: join(folder, 'archive'),
    REDRESS_MAIL_ARCHIVE_DELAY_MS: '600000',
  });
  const inArchive = async (messageId: string | undefined, name: string) => {
    await mkdir(join(folder, 'archive', 'cur'), { recursive: true });
    await writeFile(
      join(folder, 'archive', 'cur', `${name}:2,S`),
      `Subject: A letter\r\nmessage-id:\r\n <${messageId}>\r\n\r\nMessage-ID: <other@example.org>\r\n`,
    );
  };

  it('was sent when it is in the archive', async () => {
    await leaveInDoubt();
    await inArchive((await readOutbox(database))[0]?.messageId, '1');
    clock += 60_000;
    await deliver(archiveSettings());
    await deliver(archiveSettings());
    expect(await readOutbox(database)).toMatchObject([
      { state: 'SENT', reply: 'it is in the archive' },
    ]);
    expect(server.taken).toEqual([]);
  });

  it('is sent again when it is not, has had its time, and others that were sent are', async () => {
    await leaveInDoubt(someLetters(2));
    clock += 60_000;
    const settings = archiveSettings();
    await mkdir(join(folder, 'archive'));
    await deliver(settings);
    expect(server.taken.length).toBe(1);
    await inArchive(server.taken[0]?.messageId, '1');
    await deliver(settings);
    expect(server.taken.length).toBe(1);
    clock += 600_000;
    await deliver(settings);
    expect(server.taken.length).toBe(2);
    expect((await readOutbox(database)).map(({ state }) => state)).toEqual(['SENT', 'SENT']);
  });

  it('stays in doubt where nothing of what was sent reaches the archive', async () => {
    await leaveInDoubt(someLetters(2));
    clock += 60_000;
    await mkdir(join(folder, 'archive'));
    await deliver(archiveSettings());
    clock += 3_600_000;
    await deliver(archiveSettings());
    const states = (await readOutbox(database)).map(({ state }) => state).toSorted();
    expect(states).toEqual(['IN_DOUBT', 'SENT']);
  });
});

describe('a dry run', () => {
  it('writes a file for each letter, sends nothing, and says so', async () => {
    await issueLetters(database, someLetters(2), now());
    const mails = join(folder, 'mails');
    await deliver({ REDRESS_MAIL_DRY_RUN: mails });
    const rows = await readOutbox(database);
    expect(rows.map(({ state }) => state)).toEqual(['WRITTEN', 'WRITTEN']);
    expect((await readdir(mails)).toSorted()).toEqual(
      rows.map(({ messageId }) => `${messageId}.eml`).toSorted(),
    );
    expect(rows[0]?.reply).toBe(`written to ${rows[0]?.messageId}.eml for officer.0@example.org`);
    expect(server.taken).toEqual([]);
  });

  it('goes on when the disk is no longer full', async () => {
    await issueLetters(database, someLetters(1), now());
    const mails = join(folder, 'mails');
    await mkdir(mails);
    const [row] = await readOutbox(database);
    // Every write to this device fails as on a full disk.
    const part = join(mails, `${row?.messageId}.eml.part`);
    await symlink('/dev/full', part);
    await deliver({ REDRESS_MAIL_DRY_RUN: mails });
    const [full] = await readOutbox(database);
    expect(full).toMatchObject({ state: 'WAITING', attempts: 1 });
    expect(full?.reply).toContain('ENOSPC');
    await unlink(part);
    clock += 60_000;
    await deliver({ REDRESS_MAIL_DRY_RUN: mails });
    expect(await readOutbox(database)).toMatchObject([{ state: 'WRITTEN' }]);
  });
});

describe('a full disk under the database', () => {
  const pages = async () => {
    const [row] = await database.query<{ page_count: number }[]>('PRAGMA page_count');
    return row?.page_count ?? 0;
  };
  const limit = (count: number) => database.query(`PRAGMA max_page_count = ${count}`);

  /** From now on SQLite fails, as on a full disk, when a message's row grows by a character. */
  const fill = async () => {
    await database.query('BEGIN');
    for (const before = await pages(); (await pages()) === before; ) {
      await database.query("UPDATE delivery SET log = log || ' '");
    }
    await database.query('UPDATE delivery SET log = substr(log, 1, length(log) - 1)');
    await database.query('COMMIT');
    await limit(await pages());
    // What is free within the file is used up: a table takes a page.
    for (let table = 0, isFull = false; !isFull; table += 1) {
      isFull = await database.query(`CREATE TABLE filler_${table} (x)`).then(
        () => false,
        () => true,
      );
    }
  };

  it('sends nothing that cannot be written down', async () => {
    await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }], now());
    await fill();
    const job = createTestDelivery(database, { url: server.url, now });
    await expect(job.work(never)).rejects.toThrow('SQLITE_FULL');
    expect(server.taken).toEqual([]);
    expect(await readOutbox(database)).toMatchObject([{ state: 'WAITING', attempts: 0 }]);
    await limit(1_000_000);
    clock += 30_000;
    await job.work(never);
    await job.close();
    expect(await readOutbox(database)).toMatchObject([{ state: 'SENT' }]);
    expect(server.taken.length).toBe(1);
  });

  it('does not make it forget what the mail server said', async () => {
    await server.close();
    let failures = 0;
    server = await startMailServer({
      onStage: async (stage) => {
        if (stage === 'TAKEN') await fill();
      },
    });
    await issueLetters(database, [{ id: 'letter-1', joint: false, recipients: [hale] }], now());
    const query = database.query.bind(database);
    const runner = database.createQueryRunner();
    const ask = runner.query.bind(runner);
    runner.query = (async (...args: Parameters<typeof ask>) => {
      try {
        return await ask(...args);
      } catch (error) {
        if (String(error).includes('SQLITE_FULL') && args[0].startsWith('UPDATE delivery')) {
          failures += 1;
          if (failures === 3) await query('PRAGMA max_page_count = 1000000');
        }
        throw error;
      }
    }) as typeof runner.query;
    await deliver();
    expect(failures).toBe(3);
    expect(await readOutbox(database)).toMatchObject([{ state: 'SENT', attempts: 1 }]);
    expect(server.taken.length).toBe(1);
  });
});
