import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';

/** One request as the listener saw it. */
export interface SeenRequest {
  headers: IncomingMessage['headers'];
  body: { query: string; variables?: Record<string, unknown> };
}

/** A real server on this machine. */
export interface Listener extends AsyncDisposable {
  url: string;
  seen: SeenRequest[];
}

/** What the listener does with a request that it has read to its end. */
export type Answerer = (request: SeenRequest, response: ServerResponse) => void;

/** A server that reads each request and leaves the answer to `answer`. */
export async function listen(answer: Answerer): Promise<Listener> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
      seen.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The address of a port at which nothing listens. */
export async function unusedUrl(): Promise<string> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/graphql`;
}

/** Answers as a GraphQL server does. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Something to wait for until another part of a test says that it has happened. */
export interface Gate {
  opened: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
