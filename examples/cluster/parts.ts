import { fileURLToPath } from 'node:url';
import type { Program } from './supervisor.ts';

const redress = fileURLToPath(new URL('../../dist/cli/redress.js', import.meta.url));

const subgraphs = ['councils', 'decisions', 'recommendations', 'training', 'reports'] as const;

/** What listens, each on a port of its own. */
type Listener = 'gateway-1' | 'gateway-2' | 'site' | 'postgres' | (typeof subgraphs)[number];
export type Ports = Readonly<Record<Listener, number>>;

/** The command line of `redress …`. */
export function redressCommand(words: readonly string[]) {
  return { command: process.execPath, words: [redress, ...words] };
}

/** The addresses of subgraphs, as `redress compose` and the setting `REDRESS_SUBGRAPHS` name them. */
export function subgraphAddresses(ports: Ports): string[] {
  return subgraphs.map((name) => `${name}=http://127.0.0.1:${ports[name]}/graphql`);
}

/**
 * Everything but PostgreSQL. All read the same settings, as they would from one file on several machines.
 *
 * @param supergraph File that `redress compose` wrote.
 */
export function listParts(
  ports: Ports,
  supergraph: string,
  env: Readonly<Record<string, string | undefined>>,
): Program[] {
  const part = (
    name: string,
    words: readonly string[],
    readyWords: string,
    more = {},
  ): Program => ({
    name,
    ...redressCommand(words),
    readyWords,
    env: { ...env, ...more },
  });
  const gateway = (name: 'gateway-1' | 'gateway-2') =>
    part(
      name,
      [...['gateway', '--supergraph', supergraph, '--keys'], ...['--port', String(ports[name])]],
      'The gateway is ready',
    );
  return [
    ...subgraphs.map((name) =>
      part(
        name,
        ['subgraph', name, '--port', String(ports[name])],
        `The subgraph ${name} is ready`,
      ),
    ),
    gateway('gateway-1'),
    gateway('gateway-2'),
    part('site', ['start', '--no-sample'], 'Redress is ready', {
      PORT: String(ports.site),
      REDRESS_WORKER: 'off',
    }),
    part('worker-1', ['worker'], 'The worker is ready'),
    part('worker-2', ['worker'], 'The worker is ready'),
  ];
}
