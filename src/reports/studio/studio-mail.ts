import { toEml } from '../letter-mail.ts';
import { parseMailAddress } from '../mail-address.ts';
import type { RenderedReport } from '../rendered-report.ts';
import { StudioError } from './studio-error.ts';

/** What a test mail is made from. */
export interface TestMail {
  readonly letter: RenderedReport;
  readonly from: string;
  readonly to: string;
}

/** A letter as a mail whose subject says that it is a test. Throws a `MailAddressError`. */
export function composeTestMail({ letter, from, to }: TestMail): Promise<Buffer> {
  return toEml({ ...letter, subject: `[Test] ${letter.subject}` }, { from, to });
}

/**
 * Sends a test mail to one address.
 *
 * @param smtpUrl `smtp://` or `smtps://`.
 * @returns What the server answered.
 * @throws MailAddressError for an address that is not exactly one; StudioError in the server's words.
 */
export async function sendTestMail(smtpUrl: string, mail: TestMail): Promise<string> {
  const raw = await composeTestMail(mail);
  const from = parseMailAddress(mail.from, 'from').address;
  const to = parseMailAddress(mail.to, 'to').address;
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({ envelope: { from, to: [to] }, raw });
    return sent.response;
  } catch (cause) {
    throw new StudioError(
      'STUDIO_MAIL_REFUSED',
      `The mail server did not take the mail: ${sayWhy(cause)}`,
    );
  } finally {
    transport.close();
  }
}

/** The server's own words where it spoke, else what the connection failed of. No password is in either. */
function sayWhy(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { response } = { response: undefined, ...cause };
  return typeof response === 'string' ? response : cause.message;
}
