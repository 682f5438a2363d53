import { describe, expect, it } from 'vitest';
import { parseMailAddress } from '../../src/reports/mail-address.ts';

describe('parseMailAddress', () => {
  it.each([
    ['letters@example.org', { name: '', address: 'letters@example.org' }],
    [' Redress <letters@example.org> ', { name: 'Redress', address: 'letters@example.org' }],
    ['"Redress" <letters@example.org>', { name: 'Redress', address: 'letters@example.org' }],
    ["o'neill+a.b@sub.example.org", { name: '', address: "o'neill+a.b@sub.example.org" }],
    ['redress@localhost', { name: '', address: 'redress@localhost' }],
  ])('reads %j', (text, address) => {
    expect(parseMailAddress(text, 'from')).toEqual(address);
  });
});

describe('parseMailAddress, misused', () => {
  it.each([
    ['', 'it has no name before, or no host after, an "@"'],
    ['letters', 'it has no name before, or no host after, an "@"'],
    ['@example.org', 'it has no name before, or no host after, an "@"'],
    ['a@b.org\r\nBcc: c@d.org', 'it has a line break or another control character'],
    ['a@b.org, c@d.org', '"a@b.org, c" cannot stand before the "@"'],
    ['a@b.org;c@d.org', '"a@b.org;c" cannot stand before the "@"'],
    ['friends: a@b.org;', '"friends: a" cannot stand before the "@"'],
    ['Lee, Ann <a@b.org>', 'the name before it has punctuation that begins a list or group'],
    ['a: b <a@b.org>', 'the name before it has punctuation that begins a list or group'],
    ['<a@b.org> <c@d.org>', '"<a@b.org> <c" cannot stand before the "@"'],
    ['a@b.org <c@d.org>, e@f.org', '"a@b.org <c@d.org>, e" cannot stand before the "@"'],
    ['"a b"@c.org', '"\\"a b\\"" cannot stand before the "@"'],
    ['a..b@c.org', '"a..b" cannot stand before the "@"'],
    ['a(comment)@b.org', '"a(comment)" cannot stand before the "@"'],
    ['a@[127.0.0.1]', '"[127.0.0.1]" is not a host name'],
    ['a@-b.org', '"-b.org" is not a host name'],
    ['a@bücher.example', '"bücher.example" is not a host name'],
    [`${'a'.repeat(65)}@b.org`, `"${'a'.repeat(65)}" cannot stand before the "@"`],
  ])('refuses %j', (text, why) => {
    expect(() => parseMailAddress(text, 'to')).toThrow(
      expect.objectContaining({
        code: 'MAIL_ADDRESS_INVALID',
        message: `[mail] to: expected one address such as "letters@example.org", but got ${JSON.stringify(text.slice(0, 80))}: ${why.replaceAll('\\"', '"')}.`,
      }),
    );
  });
});
