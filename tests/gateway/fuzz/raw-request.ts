import { connect } from 'node:net';

/** A request as it goes over the wire: nothing of it need be right. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What came back. `status` is 0 where the server only closed the connection. */
export interface RawReply {
  readonly status: number;
  readonly text: string;
}

/** The bytes of a request, with `Host`, and `Content-Length` unless it is given or the body is sent in chunks. */
export function writeRequest({ method, path, headers, body }: RawRequest): Buffer {
  const given = Object.keys(headers).map((name) => name.toLowerCase());
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (!given.includes('content-length') && !given.includes('transfer-encoding')) {
    lines.push(`Content-Length: ${body.length}`);
  }
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'utf8'), body]);
}

/** Sends bytes on a connection of their own and reads until the server ends it. */
export function sendBytes(bytes: Buffer, port: number, timeoutMs = 10_000): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`No end of the answer within ${timeoutMs} ms`));
    }, timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      const text = Buffer.concat(parts).toString('utf8');
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    socket.on('data', (part) => parts.push(part));
    socket.on('close', finish);
    // A server may close while we still write: what it has said by then counts.
    socket.on('error', () => {});
    socket.write(bytes);
    // A body that is shorter than it says would wait for more. Ended sooner, an answer under way would be lost with it.
    const ending = setTimeout(() => socket.end(), 250);
    socket.on('close', () => clearTimeout(ending));
  });
}
