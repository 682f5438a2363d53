import type { Command } from 'commander';
import { type StartGatewayOptions, startGateway } from '../../composition/start-parts.ts';
import { type RemoteSubgraph, readSubgraph } from '../../config/subgraph-list.ts';
import { CommandError } from '../command.error.ts';
import { readSettings } from '../port-option.ts';
import { stopSignal } from '../stop-signal.ts';

interface GatewayCommandOptions {
  supergraph?: string;
  subgraph?: string[];
  port?: string;
  forward?: string[];
  keys?: true;
  poll: string;
}

/** `redress gateway`: only the gateway, over subgraphs that are served elsewhere. */
export function addGatewayCommand(program: Command): void {
  program
    .command('gateway')
    .description('starts only the gateway, over any Federation 2 supergraph')
    .option('--supergraph <file>', 'a supergraph with the addresses of its subgraphs')
    .option(
      '--subgraph <name=url>',
      'a subgraph to ask for its schema and to compose; say it once for each',
      (value: string, before: string[] = []) => [...before, value],
    )
    .option('--port <number>', 'where to listen (default: PORT, or 4000)')
    .option('--forward <header...>', 'client headers that subgraphs get as well')
    .option('--keys', 'sign callers in by the API keys of DATABASE_URL')
    .option('--poll <seconds>', 'how often to look for a change', '10')
    .action(async (options: GatewayCommandOptions) => {
      const settings = readSettings(options.port);
      const stop = new AbortController();
      const starting = startGateway(settings, {
        source: readSource(options),
        forwardedHeaders: (options.forward ?? []).map((name) => name.toLowerCase()),
        keys: options.keys ?? false,
        pollMs: readPoll(options.poll),
        signal: stop.signal,
      });
      // Until it serves, there is nothing to reload.
      let reload = async (): Promise<unknown> => undefined;
      process.on('SIGHUP', () => void reload());
      const stopping = stopSignal().then(() => stop.abort());
      const gateway = await starting.catch((error: unknown) => {
        // Told to stop while it waited for subgraphs: nothing went wrong.
        if (stop.signal.aborted) return undefined;
        throw error;
      });
      if (gateway === undefined) return;
      reload = () => gateway.reload();
      const missing = gateway.missing.map((name) => `  Not reached yet: ${name}`);
      process.stdout.write(
        [`The gateway is ready at ${gateway.url}/graphql`, ...missing, ''].join('\n'),
      );
      await stopping;
      await gateway.close();
    });
}

function readSource({
  supergraph,
  subgraph,
}: GatewayCommandOptions): StartGatewayOptions['source'] {
  if ((supergraph === undefined) === (subgraph === undefined)) {
    throw new CommandError(
      'OPTION_MISSING',
      `[gateway] either --supergraph FILE or --subgraph NAME=URL must be given, but got ${
        supergraph === undefined ? 'none' : 'both'
      }.`,
    );
  }
  if (supergraph !== undefined) return { supergraphFile: supergraph };
  return { subgraphs: (subgraph ?? []).map(readPair) };
}

function readPair(text: string): RemoteSubgraph {
  const pair = readSubgraph(text);
  if (pair !== undefined) return pair;
  throw new CommandError(
    'OPTION_INVALID',
    `[gateway] --subgraph must be NAME=URL with an absolute http or https address, for example reviews=http://127.0.0.1:4101/graphql, but got ${JSON.stringify(text)}.`,
  );
}

function readPoll(text: string): number {
  const seconds = Number(text);
  if (seconds >= 0.1 && seconds <= 86_400) return Math.round(seconds * 1_000);
  throw new CommandError(
    'OPTION_INVALID',
    `[gateway] --poll must be a number of seconds from 0.1 to 86400, but got ${JSON.stringify(text)}.`,
  );
}
