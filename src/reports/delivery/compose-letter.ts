import { type MailAddress, MailAddressError, parseMailAddress } from '../mail-address.ts';
import { composeMail, hostOf } from '../mail-parts.ts';
import type { OutgoingMessage } from './send-outcome.ts';

/** A letter that was rendered, and who it goes to. */
export interface LetterToSend {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The date that it bears, `YYYY-MM-DD`. Null: the moment of `createdAt`. */
  readonly letterDate: string | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** Without angle brackets; the same each time. */
  readonly messageId: string;
  readonly recipients: readonly MailAddress[];
}

/** From whom letters come, and where a copy of each goes. */
export interface Postmark {
  readonly from: string;
  /** One address that gets a blind copy of every letter. Default: none. */
  readonly archiveAddress?: string | undefined;
}

/**
 * A letter as a message, the same bytes each time. Its envelope holds the addressees and the archive, whatever the words of
 * the letter are.
 *
 * Throws a `MailAddressError` for an address that is not exactly one.
 */
export async function composeLetter(
  letter: LetterToSend,
  { from, archiveAddress }: Postmark,
): Promise<OutgoingMessage> {
  const sender = parseMailAddress(from, 'REDRESS_MAIL_FROM');
  const to = letter.recipients.map(checkRecipient);
  const copies =
    archiveAddress === undefined
      ? []
      : [parseMailAddress(archiveAddress, 'REDRESS_MAIL_ARCHIVE_ADDRESS').address];
  const raw = await composeMail({
    from: sender,
    to,
    subject: letter.subject,
    html: letter.html,
    text: letter.text,
    date: new Date(
      letter.letterDate === null ? letter.createdAt : `${letter.letterDate}T12:00:00Z`,
    ),
    messageId: letter.messageId,
    boundary: letter.messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 60),
  });
  const envelope = { from: sender.address, to: to.map(({ address }) => address), copies };
  return { messageId: letter.messageId, envelope, raw };
}

/**
 * An officer's name and address, or a `MailAddressError` for those that are not one person's. They come from a file, each
 * from a column of its own, so the name may have a comma.
 */
export function checkRecipient({ name, address }: MailAddress): MailAddress {
  const where = `address of ${JSON.stringify(name.slice(0, 80))}`;
  const parsed = parseMailAddress(address, where);
  if (parsed.name !== '' || parsed.address !== address.trim()) {
    throw new MailAddressError(
      `[mail] ${where}: expected an address alone such as "ruth.hale@example.org", but got ${JSON.stringify(address.slice(0, 80))}: it has a name or brackets.`,
    );
  }
  return { name: plainName(name), address: parsed.address };
}

/** The `Message-ID` of a delivery, without angle brackets. */
export function messageIdOf(deliveryId: string, from: string): string {
  return `${deliveryId}@${hostOf(parseMailAddress(from, 'REDRESS_MAIL_FROM'))}`;
}

/** A name without what a header cannot hold. Commas and quotes stay: the library quotes or encodes them. */
function plainName(name: string): string {
  return name
    .replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
