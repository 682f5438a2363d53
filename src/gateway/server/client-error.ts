import type { Socket } from 'node:net';

/** What Node's HTTP parser can find wrong with a request, in our words. All else is no HTTP. */
const knownErrors: Readonly<Record<string, readonly [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'The whole request was expected within the time that is given, but it has not come. Send it faster.',
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'Address and headers of at most 16 KiB were expected, but there is more. Send the operation by POST.',
  ],
};

/** Answers a request that is no HTTP, so that no route ever sees it, and ends the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const [status, message] = knownErrors[error.code ?? ''] ?? [
      '400 Bad Request',
      'A request by HTTP/1.1 was expected, but it is none.',
    ];
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}
