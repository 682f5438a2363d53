import { createHash } from 'node:crypto';
import { parseMailAddress } from './mail-address.ts';
import { composeMail, hostOf, isMessageId } from './mail-parts.ts';
import type { RenderedReport } from './rendered-report.ts';

/** Who a mail is from and to, and what makes it the same mail each time. */
export interface LetterMailOptions {
  /** One address: `letters@example.org` or `Redress <letters@example.org>`. */
  readonly from: string;
  /** One address. The sender by default: a copy for nobody in particular. */
  readonly to?: string | undefined;
  /** The letter's own date at noon UTC by default, else the time of rendering. */
  readonly date?: Date | undefined;
  /** Without angle brackets. Made from report, parameters and addressee by default. */
  readonly messageId?: string | undefined;
}

/**
 * A letter as a mail (RFC 5322) with an HTML and a plain text part. The same letter gives the same
 * bytes.
 *
 * Throws a `MailAddressError` for an address that is not exactly one, and a `TypeError` when the
 * letter was rendered without one of its parts or `messageId` is none.
 */
export async function toEml(
  letter: RenderedReport,
  { from, to = from, date, messageId }: LetterMailOptions,
): Promise<Buffer> {
  if (letter.html === '' || letter.text === '') {
    throw new TypeError(
      `[report:${letter.name}] toEml: expected a letter with HTML and text, but it was rendered without ${letter.html === '' ? 'HTML' : 'text'}. Render both parts.`,
    );
  }
  const sender = parseMailAddress(from, 'from');
  const recipient = parseMailAddress(to, 'to');
  if (messageId !== undefined && !isMessageId(messageId)) {
    throw new TypeError(
      `[report:${letter.name}] toEml: expected a messageId such as "letter.1@example.org", but got ${JSON.stringify(messageId)}.`,
    );
  }
  const identity = createHash('sha256')
    .update(JSON.stringify([letter.name, sortKeys(letter.parameters), recipient.address]))
    .digest('hex')
    .slice(0, 32);
  return composeMail({
    from: sender,
    to: [recipient],
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    date:
      date ??
      new Date(letter.letterDate === null ? letter.renderedAt : `${letter.letterDate}T12:00:00Z`),
    messageId: messageId ?? `${letter.name}.${identity}@${hostOf(sender)}`,
    boundary: identity,
  });
}

function sortKeys(parameters: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
}
