/** One mail address, and the name shown with it. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** An address that is not exactly one valid address. */
export class MailAddressError extends Error {
  override readonly name = 'MailAddressError';
  readonly code = 'MAIL_ADDRESS_INVALID';
}

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domain =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const named = /^([^<>]*)<([^<>]*)>$/;

/**
 * Exactly one mail address: `letters@example.org` or `Redress <letters@example.org>`.
 *
 * Mail libraries read lists, groups, comments and line breaks in addresses and so send to other
 * people than meant: all of that is refused. Throws a `MailAddressError`; `where` names the setting
 * or field in its message.
 */
export function parseMailAddress(text: string, where: string): MailAddress {
  const fail = (why: string): never => {
    throw new MailAddressError(
      `[mail] ${where}: expected one address such as "letters@example.org", but got ${JSON.stringify(text.slice(0, 80))}: ${why}.`,
    );
  };
  if (/\p{Cc}/u.test(text)) fail('it has a line break or another control character');
  const match = named.exec(text.trim());
  const name = (match?.[1] ?? '').trim().replace(/^"(.*)"$/, '$1');
  const address = (match?.[2] ?? text).trim();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const host = address.slice(at + 1);
  if (at < 1 || host === '') fail('it has no name before, or no host after, an "@"');
  if (/[,;:()\\"]/.test(name))
    fail('the name before it has punctuation that begins a list or group');
  if (!localPart.test(local) || local.length > 64) fail(`"${local}" cannot stand before the "@"`);
  if (!domain.test(host) || host.length > 253) fail(`"${host}" is not a host name`);
  return { name, address };
}
