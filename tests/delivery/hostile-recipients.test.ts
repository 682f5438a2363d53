import { simpleParser } from 'mailparser';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../open-test-database.ts';
import { createTestDelivery } from './create-test-delivery.ts';
import { issueLetters, readOutbox } from './issued-letters.ts';
import { type MailServer, startMailServer } from './mail-server.ts';

const good = 'ruth.hale@alder.example.org';
const evil = 'evil@example.net';

/** Names that a mail library may read as more than a name. The address beside them is a good one. */
const names = [
  `Hale, ${evil}`,
  `Hale <${evil}>`,
  `"Hale" <${evil}>,`,
  `Hale\r\nBcc: ${evil}`,
  `Hale\nTo: ${evil}`,
  `Hale\r\n\r\n<p>Pay here</p>`,
  `Officers: ${evil};`,
  `Hale\\" <${evil}>, "x`,
  `Hale (${evil})`,
  `=?utf-8?q?Hale=2C_${evil}?=`,
  'Zoë Ōkubo-Ångström ✉️',
  'هالة راضي',
  '\u202eelaH htuR',
  `Hale\u2028Bcc: ${evil}`,
  `Hale\u0000${evil}`,
  'x'.repeat(200),
  '',
];

/** Addresses that are not exactly one address. */
const addresses = [
  `${good}, ${evil}`,
  `${good};${evil}`,
  `${good} ${evil}`,
  `${good}\r\nRCPT TO:<${evil}>`,
  `${good}\nBcc: ${evil}`,
  `Officers: ${good}, ${evil};`,
  `<${good}>`,
  `"Ruth" <${good}>`,
  `<${evil}> ${good}`,
  `${good}(${evil})`,
  `"a@b, ${evil}"@example.org`,
  `ruth@[127.0.0.1]`,
  `@relay.example.net:${good}`,
  `ruth@exa\u0000mple.org`,
  'ruth.hale@bücher.example',
  'ruth.hale',
  '',
  `${'a'.repeat(65)}@example.org`,
];

let database: DataSource;
let server: MailServer;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await startMailServer();
  const people = [
    ...names.map((name) => ({ name, address: good })),
    ...addresses.map((address) => ({ name: 'Ruth Hale', address })),
  ];
  await issueLetters(
    database,
    people.map((recipient, at) => ({
      id: `letter-${at}`,
      joint: false,
      recipients: [recipient],
    })),
  );
  const job = createTestDelivery(database, { url: server.url });
  await job.work(new AbortController().signal);
  await job.close();
});
afterAll(async () => {
  await server.close();
  await database.destroy();
});

describe('a hostile name', () => {
  it.each(names.map((name, at) => [JSON.stringify(name).slice(0, 60), at] as const))(
    '%s reaches the one officer and nobody else',
    async (_name, at) => {
      const mail = server.taken.find(({ raw }) => raw.includes(`letter-${at}\r\n`));
      expect(mail?.to).toEqual([good]);
      const parsed = await simpleParser(mail?.raw ?? '');
      expect(parsed.to).toMatchObject({ value: [{ address: good }] });
      expect(parsed.cc).toBeUndefined();
      expect(parsed.bcc).toBeUndefined();
      expect(parsed.headers.get('to')).toMatchObject({ value: { length: 1 } });
      expect(parsed.html).not.toContain('Pay here');
      expect(parsed.subject).toBe(`Annual review letter letter-${at}`);
    },
  );
});

describe('an address that is not exactly one', () => {
  it.each(addresses.map((address, at) => [JSON.stringify(address).slice(0, 60), at] as const))(
    '%s is refused with a reason',
    async (_address, at) => {
      const rows = await readOutbox(database);
      const row = rows.find(({ letterId }) => letterId === `letter-${names.length + at}`);
      expect(row?.state).toBe('FAILED');
      expect(row?.reply).toMatch(/^\[mail\] address of "Ruth Hale": expected (one|an) address/);
    },
  );

  it('reaches no mail server', () => {
    expect(server.taken.length).toBe(names.length);
    expect(new Set(server.taken.flatMap(({ to }) => to))).toEqual(new Set([good]));
  });
});
