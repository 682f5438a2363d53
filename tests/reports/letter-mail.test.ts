import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { annualLetter } from '../../src/plugins/annual-letter/report.ts';
import { toEml } from '../../src/reports/letter-mail.ts';
import { parseMailAddress } from '../../src/reports/mail-address.ts';
import { composeMail } from '../../src/reports/mail-parts.ts';
import { createTestEngine } from './create-test-engine.ts';

const engine = createTestEngine([annualLetter]);
const from = 'Redress <letters@redress.example.org>';

describe('toEml', () => {
  it('gives a mail with both parts, as they were rendered', async () => {
    const letter = await engine.renderFixture('annual-letter', 'long-names');
    const mail = await simpleParser(await toEml(letter, { from, to: 'ruth.hale@example.org' }));
    expect(mail.subject).toBe(letter.subject);
    expect(mail.from?.value).toEqual([{ name: 'Redress', address: 'letters@redress.example.org' }]);
    expect(mail.to).toMatchObject({ value: [{ address: 'ruth.hale@example.org' }] });
    expect(mail.html).toBe(letter.html);
    expect(mail.text).toBe(letter.text);
    expect(mail.attachments).toEqual([]);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('bears the letter’s date and a stable identity', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    const mail = await simpleParser(await toEml(letter, { from }));
    expect(mail.date?.toISOString()).toBe('2020-07-22T12:00:00.000Z');
    expect(mail.messageId).toMatch(/^<annual-letter\.[0-9a-f]{32}@redress\.example\.org>$/);
  });

  it('gives the same bytes for the same letter, and another identity for another addressee', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    const [one, again, other] = await Promise.all([
      toEml(letter, { from }),
      toEml(letter, { from }),
      toEml(letter, { from, to: 'someone@example.org' }),
    ]);
    expect(again.equals(one)).toBe(true);
    expect((await simpleParser(other)).messageId).not.toBe((await simpleParser(one)).messageId);
  });

  it('keeps lines within what mail servers take', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    const lines = (await toEml(letter, { from })).toString('latin1').split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    expect(lines.every((line) => !/[\n\r\u0080-\u00ff]/.test(line))).toBe(true);
  });

  it('takes a date and an identity from the caller', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    const date = new Date('2021-01-01T10:00:00Z');
    const mail = await simpleParser(await toEml(letter, { from, date, messageId: 'a.b@c.org' }));
    expect([mail.date, mail.messageId]).toEqual([date, '<a.b@c.org>']);
  });
});

describe('toEml, misused', () => {
  it('refuses a letter without one of its parts', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical', { parts: ['html'] });
    await expect(toEml(letter, { from })).rejects.toThrow(
      '[report:annual-letter] toEml: expected a letter with HTML and text, but it was rendered without text. Render both parts.',
    );
  });

  it('refuses an addressee who is not exactly one', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    await expect(toEml(letter, { from, to: 'a@b.org, c@d.org' })).rejects.toMatchObject({
      code: 'MAIL_ADDRESS_INVALID',
    });
  });

  it('refuses an identity that is none', async () => {
    const letter = await engine.renderFixture('annual-letter', 'typical');
    await expect(toEml(letter, { from, messageId: 'a@b>\r\nBcc: c@d.org' })).rejects.toThrow(
      '[report:annual-letter] toEml: expected a messageId such as "letter.1@example.org", but got "a@b>\\r\\nBcc: c@d.org".',
    );
  });
});

describe('composeMail', () => {
  it.each([{ path: 'package.json' }, { href: 'http://127.0.0.1:9/secret' }])(
    'takes no content from a file or an address: %j',
    async (elsewhere) => {
      const letter = await engine.renderFixture('annual-letter', 'typical');
      const address = parseMailAddress(from, 'from');
      const parts = {
        from: address,
        to: [address],
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        date: new Date(0),
        messageId: 'letter@redress.example.org',
        boundary: 'b',
      };
      // What no type lets through, as a report without types might give it.
      Object.assign(parts, { html: elsewhere });
      await expect(composeMail(parts)).rejects.toThrow(/access rejected/);
    },
  );
});
