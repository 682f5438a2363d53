import type { FastifyInstance } from 'fastify';

/** How often connections are looked at while the server closes. */
const sweepMs = 50;

/**
 * Lets connections end with the request that they carry once the server closes: without it those that clients keep open
 * would hold it up long after the last answer.
 */
export function drainConnections(app: FastifyInstance): void {
  let isClosing = false;
  let sweep: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    isClosing = true;
    // A client may take the answer before this and keep the connection.
    sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.addHook('onClose', async () => clearInterval(sweep));
}
