import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ListenError } from './listen.error.ts';
import type { Settings } from './settings.ts';

/**
 * Lets a server listen where the settings say.
 *
 * @returns The address, for example `http://127.0.0.1:4000`.
 * @throws ListenError when the port is taken or may not be used.
 */
export async function listenOn(app: FastifyInstance, settings: Settings): Promise<string> {
  const { host } = settings;
  await app.listen({ host, port: settings.port }).catch((error: unknown) => {
    throw ListenError.ofListening(error, settings);
  });
  // Fastify listens on TCP here, so that its address is one with a port.
  const { port } = app.server.address() as AddressInfo;
  return addressOf({ host, port });
}

/** The address of a server that listens there, for example `http://127.0.0.1:4000`. */
export function addressOf({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
