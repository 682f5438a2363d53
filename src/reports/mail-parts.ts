import type { MailAddress } from './mail-address.ts';

/** All that a mail is made of. Addresses are parsed ones: `parseMailAddress`. */
export interface MailParts {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly date: Date;
  /** Without angle brackets. */
  readonly messageId: string;
  /** Of which the boundary between the parts is made. */
  readonly boundary: string;
}

/** A mail (RFC 5322) with an HTML and a plain text part. The same parts give the same bytes. */
export async function composeMail(parts: MailParts): Promise<Buffer> {
  // Loaded with the first mail: a start needs none.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const mail = new MailComposer({
    from: parts.from,
    to: [...parts.to],
    subject: parts.subject,
    text: parts.text,
    html: parts.html,
    date: parts.date,
    messageId: `<${parts.messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    baseBoundary: parts.boundary,
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/** Whether a text can stand as a `Message-ID`, without angle brackets. */
export function isMessageId(text: string): boolean {
  return /^[^\s<>@]+@[^\s<>@]+$/.test(text);
}

/** The host of an address, by which a `Message-ID` is told from those of others. */
export function hostOf({ address }: MailAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
