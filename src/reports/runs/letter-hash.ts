import { createHash } from 'node:crypto';

/** SHA-256 of a letter's subject, HTML and text, each followed by a zero byte, in UTF-8, as which they may be given: 64 hexadecimal digits. */
export function hashLetter({
  subject,
  html,
  text,
}: {
  readonly subject: string;
  readonly html: string | Uint8Array;
  readonly text: string | Uint8Array;
}): string {
  const hash = createHash('sha256');
  // Piece by piece: put together with the text, the HTML would be kept at two bytes a character, and take five times as long.
  for (const piece of [subject, html, text]) hash.update(piece).update('\0');
  return hash.digest('hex');
}
