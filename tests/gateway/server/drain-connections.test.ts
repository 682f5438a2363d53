import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type DrainTimes,
  drainConnections,
} from '../../../src/gateway/server/drain-connections.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Something to wait for. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** A server whose `/slow` answers when it is told to. */
async function serve(times?: DrainTimes) {
  const app = fastify();
  drainConnections(app, times);
  const slow = gate();
  const reached = gate();
  app.get('/quick', () => 'quick');
  app.post('/slow', async () => {
    reached.open();
    await slow.opened;
    return 'slow';
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, answer: slow.open, reached: reached.opened };
}

/** A connection that the server has taken, and what comes over it. */
async function open(app: FastifyInstance) {
  const taken = once(app.server, 'connection');
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  sockets.push(socket);
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  const ended = once(socket, 'close').then(() => text);
  await taken;
  return { socket, ended };
}

const request =
  'POST /slow HTTP/1.1\r\nhost: here\r\ncontent-type: text/plain\r\ncontent-length: 4\r\n\r\n';

describe('a server that closes', () => {
  it('does not wait for connections that were never used', async () => {
    const { app } = await serve({ requestMs: 3_600_000 });
    const unused = await open(app);
    await app.close();
    expect(await unused.ended).toBe('');
  });

  it('does not wait for connections that are kept after their answer', async () => {
    const { app } = await serve({ firstByteMs: 3_600_000, requestMs: 3_600_000 });
    const kept = await open(app);
    kept.socket.write('GET /quick HTTP/1.1\r\nhost: here\r\n\r\n');
    await once(kept.socket, 'data');
    await app.close();
    expect(await kept.ended).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\nquick$/s);
  });

  it('answers a request that has come, however long that takes', async () => {
    const { app, answer, reached } = await serve({ firstByteMs: 0, requestMs: 0 });
    const used = await open(app);
    used.socket.write(`${request}body`);
    await reached;
    const sweeps = gate();
    const { closeIdleConnections } = app.server;
    let count = 0;
    app.server.closeIdleConnections = () => {
      closeIdleConnections.call(app.server);
      if (++count === 3) sweeps.open();
    };
    const closed = app.close();
    await sweeps.opened;
    answer();
    await closed;
    expect(await used.ended).toMatch(/^HTTP\/1\.1 200 .*\r\nconnection: close\r\n.*slow$/s);
  });

  it.each([
    ['without the rest of its head', 'POST /slow HTTP/1.1\r\n'],
    ['without the rest of its body', `${request}bo`],
  ])('does not wait beyond its time for a request %s', async (_, text) => {
    const { app } = await serve({ firstByteMs: 3_600_000, requestMs: 60 });
    const stuck = await open(app);
    stuck.socket.write(text);
    await app.close();
    expect(await stuck.ended).not.toContain('200');
  });
});
