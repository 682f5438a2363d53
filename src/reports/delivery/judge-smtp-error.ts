import type { SendOutcome } from './send-outcome.ts';

/** Commands of SMTP that are about one message, unlike those that open the connection. */
const aboutMessage = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/**
 * What an error of the SMTP library means for the message.
 *
 * - The server refused it (5xx to MAIL, RCPT, DATA or the message): for good.
 * - The server put it off (4xx), or the connection failed before the message's end: later.
 * - The connection failed after the end was sent: nobody knows.
 *
 * A 5xx to the greeting, EHLO or sign-in is about us and not about the letter, so letters wait.
 *
 * @param isOut Whether the end of the message has gone out.
 * @param copies Addresses of the archive: where one is refused, letters wait too.
 */
export function judgeSmtpError(
  error: unknown,
  isOut: boolean,
  copies: readonly string[],
): SendOutcome {
  const { responseCode, command, recipient } = readSmtpError(error);
  const reply = describeSmtpError(error);
  if (responseCode === undefined) {
    return isOut ? { kind: 'doubt', reply } : { kind: 'later', blame: 'server', reply };
  }
  if (recipient !== undefined && copies.includes(recipient)) {
    return { kind: 'later', blame: 'server', reply };
  }
  if (responseCode >= 500 && aboutMessage.has(command)) return { kind: 'refused', reply };
  return {
    kind: 'later',
    blame: aboutMessage.has(command) && responseCode !== 421 ? 'letter' : 'server',
    reply,
  };
}

/** The server's own words where it spoke, with whom it refused; else what the connection failed of. */
export function describeSmtpError(error: unknown): string {
  const { response, recipient, command } = readSmtpError(error);
  const where = recipient === undefined ? command : `${command} <${recipient}>`;
  if (response !== undefined) return `${where === '' ? '' : `${where}: `}${response}`;
  return error instanceof Error ? error.message : String(error);
}

function readSmtpError(error: unknown) {
  const fields: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : {};
  const { responseCode, command, response, recipient } = fields;
  return {
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    command: typeof command === 'string' ? command : '',
    response: typeof response === 'string' ? response : undefined,
    recipient: typeof recipient === 'string' ? recipient : undefined,
  };
}
