import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How often connections are looked at while the server closes. */
const sweepMs = 50;

/** How long after the server began to close a connection may still begin a request, or not have sent it whole. */
export interface DrainTimes {
  /** Default: 200. For the first byte of a connection that was opened shortly before. */
  readonly firstByteMs?: number;
  /** Default: 30 seconds. For the last byte of a request. */
  readonly requestMs?: number;
}

/**
 * Lets connections end with the request that they carry once the server closes: without it those that clients keep open
 * would hold it up long after the last answer. Connections that were opened and never used, as browsers do to be quicker
 * later, are idle for us, though Node does not count them so; and a request that never comes whole is not waited for
 * beyond its time, which Node no longer looks at by then.
 */
export function drainConnections(
  app: FastifyInstance,
  { firstByteMs = 200, requestMs = 30_000 }: DrainTimes = {},
): void {
  let closingSince: number | undefined;
  let sweep: NodeJS.Timeout | undefined;
  /** Connections, each with the request that it carries. */
  const connections = new Map<Socket, IncomingMessage | undefined>();
  app.server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.on('close', () => connections.delete(socket));
  });
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (!connections.has(socket)) return;
    connections.set(socket, request);
    response.on('close', () => {
      if (connections.get(socket) === request) connections.set(socket, undefined);
    });
  });
  const endIdle = (since: number) => {
    // A client may take the answer before the server closes and keep the connection.
    app.server.closeIdleConnections();
    const waitedMs = performance.now() - since;
    for (const [socket, request] of connections) {
      const isSent = request?.complete ?? false;
      const isUntouched = socket.bytesRead === 0;
      if (!isSent && waitedMs >= (isUntouched ? firstByteMs : requestMs)) socket.destroy();
    }
  };
  app.addHook('preClose', async () => {
    const since = performance.now();
    closingSince = since;
    sweep = setInterval(endIdle, sweepMs, since);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closingSince !== undefined) reply.header('connection', 'close');
  });
  app.addHook('onClose', async () => clearInterval(sweep));
}
