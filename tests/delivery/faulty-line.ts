import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A step of SMTP, by the client's word; `END` is the dot behind a message. */
export type Step = 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'END';

/** What happens instead of the server's answer. */
export type Fault =
  /** The client gets these words; the server never hears the command. */
  | { kind: 'answer'; words: string }
  /** The client gets nothing at all. `heard`: the server got the command. */
  | { kind: 'silence'; heard: boolean }
  /** The connection breaks. `heard`: after the server has answered. */
  | { kind: 'reset'; heard: boolean };

/** A line to a mail server on which one step goes wrong. */
export interface FaultyLine {
  readonly url: string;
  /** From now on nothing goes wrong. */
  mend(): void;
  close(): Promise<void>;
}

/** Stands between a client and a real mail server, which must not offer PIPELINING. */
export async function startFaultyLine(
  target: string,
  step: Step,
  fault: Fault,
): Promise<FaultyLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isMended = false;
  const server = createServer((client) => {
    const upstream = createConnection(Number(port), hostname);
    const drop = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', drop).on('close', drop);
    }
    let isMessage = false;
    let isMute = false;
    let breaksNext = false;
    upstream.on('data', (data) => {
      if (data.toString().startsWith('354')) isMessage = true;
      if (breaksNext) client.resetAndDestroy();
      else if (!isMute) client.write(data);
    });
    client.on('data', (data) => {
      const text = data.toString('latin1');
      const isEnd = isMessage && /(^|\r\n)\.\r\n$/.test(text);
      const here: string = isMessage ? (isEnd ? 'END' : '') : text.slice(0, 4).toUpperCase();
      // After a refused EHLO the client tries HELO, which goes the same way.
      const isHere = here === step || (step === 'EHLO' && here === 'HELO');
      if (isEnd) isMessage = false;
      if (isMended || !isHere) upstream.write(data);
      else if (fault.kind === 'answer') client.write(`${fault.words}\r\n`);
      else {
        isMute = fault.kind === 'silence';
        breaksNext = fault.kind === 'reset' && fault.heard;
        if (fault.heard) upstream.write(data);
        else if (!isMute) client.resetAndDestroy();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${own}`,
    mend: () => {
      isMended = true;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
