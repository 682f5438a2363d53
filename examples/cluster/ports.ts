import { createServer } from 'node:net';
import type { Ports } from './parts.ts';

/** Ports for everything: gateways from the first port on, subgraphs from a hundred above it. 0 takes free ones. */
export async function choosePorts(first: number): Promise<Ports> {
  const free = first === 0 ? await findFreePorts(9) : [];
  const at = (place: number, above: number) => free[place] ?? first + above;
  return {
    'gateway-1': at(0, 0),
    'gateway-2': at(1, 1),
    site: at(2, 2),
    postgres: at(3, 100),
    councils: at(4, 101),
    decisions: at(5, 102),
    recommendations: at(6, 103),
    training: at(7, 104),
    reports: at(8, 105),
  };
}

/** Different ports that nothing listens on: all are held until the last is found. */
async function findFreePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            if (typeof address === 'object' && address !== null) resolve(address.port);
            else reject(new Error('a port was expected'));
          });
        }),
    ),
  );
  for (const server of servers) server.close();
  return ports;
}
