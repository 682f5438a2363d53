import { rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** A message that the server took. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly messageId: string;
}

/** What the server says instead of yes: to the addressee, or to the whole message. */
export interface Refusals {
  /** By address. */
  readonly recipients?: Readonly<Record<string, { code: number; words: string }>>;
  readonly message?: () => { code: number; words: string } | undefined;
}

/** Where the server is with a message: told of each, and waits for what it is told to wait for. */
export type Stage = 'RCPT' | 'MESSAGE' | 'TAKEN' | 'ANSWERED';

/** A real mail server that keeps what it takes. */
export interface MailServer {
  readonly url: string;
  readonly taken: TakenMail[];
  /** Resolves when so many messages were taken. */
  untilTaken(count: number): Promise<void>;
  close(): Promise<void>;
}

/** @param archive Folder that gets a copy of each message before the server says that it took it. */
export async function startMailServer(
  options: {
    refusals?: Refusals;
    archive?: string;
    onStage?: (stage: Stage) => Promise<void>;
  } = {},
): Promise<MailServer> {
  const { refusals = {}, archive, onStage = async () => {} } = options;
  const taken: TakenMail[] = [];
  let messages = 0;
  const waiting: { count: number; resolve: () => void }[] = [];
  const refuse = ({ code, words }: { code: number; words: string }) =>
    Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hidePIPELINING: true,
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refusals.recipients?.[address];
      onStage('RCPT').then(() => done(refusal === undefined ? null : refuse(refusal)));
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        const refusal = refusals.message?.();
        if (refusal !== undefined) return done(refuse(refusal));
        await onStage('MESSAGE');
        const raw = Buffer.concat(parts).toString();
        const messageId = /^message-id: <(.+)>/im.exec(raw)?.[1] ?? '';
        if (archive !== undefined) {
          const path = join(archive, `${messages}.eml`);
          messages += 1;
          await writeFile(`${path}.part`, raw);
          await rename(`${path}.part`, path);
        }
        taken.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          messageId,
        });
        await onStage('TAKEN');
        done();
        setImmediate(() => onStage('ANSWERED'));
        for (const { count, resolve } of waiting) if (taken.length >= count) resolve();
      });
    },
  });
  // A client that breaks off is what some tests are about.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    untilTaken: (count) =>
      new Promise((resolve) => {
        if (taken.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
