import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { describeSmtpError, judgeSmtpError } from './judge-smtp-error.ts';
import { type LastStep, messageStream } from './message-stream.ts';
import type { MessageSender, OutgoingMessage, SendOutcome } from './send-outcome.ts';

/** How a mail server is reached. */
export interface SmtpSenderOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly smtpUrl: string;
  /** How long each answer of the server may take, in milliseconds; for the answer to the end of a message too. */
  readonly timeoutMs: number;
}

/** Messages that one connection takes before it is made anew, as servers ask. */
const messagesAConnection = 100;

/**
 * Sends messages over one SMTP connection, one after the other. Whoever wants several at once makes several senders.
 *
 * A message goes out whole to all of its envelope or not at all: where one recipient is refused it is broken off.
 */
export function createSmtpSender(options: SmtpSenderOptions): MessageSender {
  let open: OpenConnection | undefined;
  const drop = () => {
    open?.connection.close();
    open = undefined;
  };
  const send = async (
    message: OutgoingMessage,
    beforeEnd: () => Promise<boolean>,
  ): Promise<SendOutcome> => {
    if (open !== undefined && (open.sent >= messagesAConnection || open.hasEnded)) drop();
    try {
      open ??= await connect(options);
    } catch (error) {
      return { kind: 'later', blame: 'server', reply: describeSmtpError(error) };
    }
    open.sent += 1;
    const outcome = await deliver(open.connection, message, beforeEnd, options.timeoutMs);
    if (outcome.kind !== 'sent') drop();
    return outcome;
  };
  return {
    send,
    close() {
      open?.connection.quit();
      open = undefined;
    },
  };
}

interface OpenConnection {
  readonly connection: SMTPConnection;
  /** Messages that it was given. */
  sent: number;
  hasEnded: boolean;
}

async function connect({ smtpUrl, timeoutMs }: SmtpSenderOptions): Promise<OpenConnection> {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: 0,
  });
  const opened: OpenConnection = { connection, sent: 0, hasEnded: false };
  return new Promise((resolve, reject) => {
    // It speaks of its errors beside the answers to what was asked: those of later moments are told by `send`.
    connection.on('error', reject);
    connection.once('end', () => {
      opened.hasEnded = true;
      reject(new Error('the connection was closed'));
    });
    connection.connect((error) => {
      if (error) return reject(error);
      if (url.username === '') return resolve(opened);
      const credentials = {
        user: decodeURIComponent(url.username),
        pass: decodeURIComponent(url.password),
      };
      connection.login({ credentials }, (failure) => {
        if (failure) {
          connection.close();
          return reject(failure);
        }
        resolve(opened);
      });
    });
  });
}

/** Sends one message on an open connection. */
function deliver(
  connection: SMTPConnection,
  { envelope, raw }: OutgoingMessage,
  beforeEnd: () => Promise<boolean>,
  timeoutMs: number,
): Promise<SendOutcome> {
  // The library notes on the envelope itself who was refused.
  const noted: { from: string; to: string[]; size: number; rejectedErrors?: Error[] } = {
    from: envelope.from,
    to: [...envelope.to, ...envelope.copies],
    size: raw.length,
  };
  const step: LastStep = { isOut: false };
  const judge = (error: unknown, isOut: boolean) => judgeSmtpError(error, isOut, envelope.copies);
  return new Promise((resolve) => {
    let late: NodeJS.Timeout | undefined;
    const settle = (outcome: SendOutcome) => {
      clearTimeout(late);
      connection.off('end', ended);
      resolve(outcome);
    };
    const ended = () => settle(judge(new Error('the connection was closed'), step.isOut));
    connection.once('end', ended);
    const body = messageStream(raw, step, async () => {
      const [refused] = noted.rejectedErrors ?? [];
      if (refused !== undefined) {
        settle(judge(refused, false));
        return false;
      }
      if (!(await beforeEnd())) {
        settle({ kind: 'later', blame: 'letter', reply: 'it was broken off before its end' });
        return false;
      }
      // A server that says nothing for good is left, so that nobody else takes the message up in the meantime.
      late = setTimeout(() => {
        settle({ kind: 'doubt', reply: `no answer to the message within ${timeoutMs} ms` });
        connection.close();
      }, timeoutMs);
      return true;
    });
    connection.send(noted, body, (error, info) => {
      if (!error) return settle({ kind: 'sent', reply: info.response });
      // Where nobody at all was taken, each refusal is told by itself.
      settle(judge(step.isOut ? error : (noted.rejectedErrors?.[0] ?? error), step.isOut));
    });
  });
}
