import { createHash } from 'node:crypto';

/** SHA-256 of a letter's subject, HTML and text, each followed by a zero byte, in UTF-8: 64 hexadecimal digits. */
export function hashLetter({
  subject,
  html,
  text,
}: {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}): string {
  return createHash('sha256').update(`${subject}\0${html}\0${text}\0`).digest('hex');
}
